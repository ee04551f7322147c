import { Button } from '@mantine/core';
import { EmptyState, useFormat } from '@jifen/ui';
import { IconPackage, IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { activeColumn } from '../piece/active-column.tsx';
import type { Column } from '../piece/data-table.tsx';
import { Dialog } from '../piece/dialog.tsx';
import { List } from '../piece/list.tsx';
import { PageHead } from '../piece/page-head.tsx';
import { SearchField } from '../piece/search-field.tsx';
import { useAddress } from '../piece/use-address.ts';
import { useIsHqAdmin } from '../session.ts';
import { ProductForm } from './product-form.tsx';
import { useProducts, type ProductRecord } from './queries.ts';

export function ProductScreen(): ReactNode {
  const { t } = useTranslation();
  const address = useAddress();
  const isHqAdmin = useIsHqAdmin();
  const [edited, setEdited] = useState<ProductRecord | 'new' | null>(null);
  const close = (): void => setEdited(null);
  return (
    <>
      <PageHead title={t('product.title')} hint={t('product.hint')}>
        <SearchField
          label={t('product.searchLabel')}
          placeholder={t('product.searchPlaceholder')}
          value={address.get('q')}
          onSearch={(q) => address.set({ q })}
        />
        {isHqAdmin && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
            {t('product.create')}
          </Button>
        )}
      </PageHead>
      <ProductList q={address.get('q')} onOpen={isHqAdmin ? setEdited : null} />
      <Dialog title={t(edited === 'new' ? 'product.createTitle' : 'product.editTitle')} isOpen={edited !== null} onClose={close}>
        {edited !== null && <ProductForm product={edited === 'new' ? null : edited} onDone={close} />}
      </Dialog>
    </>
  );
}

type ProductListProps = { readonly q: string; readonly onOpen: ((product: ProductRecord) => void) | null };

function ProductList({ q, onOpen }: ProductListProps): ReactNode {
  const { t } = useTranslation();
  const columns = useColumns();
  const opening = onOpen === null ? {} : { onOpen, openLabel: ({ name }: ProductRecord) => t('product.open', { name }) };
  return (
    <List
      label={t('product.list')}
      query={useProducts(q)}
      columns={columns}
      keyOf={({ id }) => id}
      {...opening}
      empty={
        <EmptyState
          icon={IconPackage}
          title={t(q === '' ? 'product.emptyTitle' : 'product.noneFoundTitle')}
          hint={t(q === '' ? 'product.emptyHint' : 'product.noneFoundHint')}
        />
      }
    />
  );
}

function useColumns(): readonly Column<ProductRecord>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { key: 'name', label: t('product.name'), render: ({ name }) => name },
    { key: 'barcode', label: t('product.barcode'), render: ({ barcode }) => barcode },
    { key: 'category', label: t('product.category'), render: ({ category }) => category },
    { key: 'class', label: t('product.drugClass'), from: 'lg', render: ({ drugClass }) => t(`drugClass.${drugClass}`) },
    { key: 'price', label: t('product.price'), isNumber: true, render: ({ priceFen }) => format.yuan(priceFen) },
    { key: 'earns', label: t('product.earns'), render: ({ earns }) => t(earns ? 'product.earning' : 'product.notEarning') },
    activeColumn({ label: t('product.state'), active: t('product.isActive'), inactive: t('product.inactive') }),
  ];
}
