import { Alert, Button, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCloudOff, IconPackages } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/model.ts';
import { useScans } from '../scan/scan-context.ts';
import pageClasses from '../shell/page.module.css';
import { SearchField } from '../shell/search-field.tsx';
import { useSearch } from '../shell/use-search.ts';
import { useSync } from '../shell/use-sync.ts';
import { FulfilPanel } from './fulfil-panel.tsx';
import { OrderList } from './order-list.tsx';
import classes from './order.module.css';
import { ReleasePanel } from './release-panel.tsx';

/** What lies over the page. Kept as it was when opened: an order leaves the list with what is done to it. */
type Opened = { readonly kind: 'fulfil' | 'release'; readonly order: Order };

/** Orders of members that are picked up here. The goods that are kept for them stand with the stock. */
export function OrderScreen({ onStock }: { readonly onStock: () => void }): ReactNode {
  const { t } = useTranslation();
  const { text, onText, field, list } = useSearch();
  const [q] = useDebouncedValue(text.trim(), 200);
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => field.current?.focus(), [field]);
  useScans((code) => {
    // A card at the shelf asks for its owner's orders.
    if (code.kind === 'code') onText(code.code);
    return code.kind === 'code';
  });
  /** Ready for the next card: the field has the focus again. */
  function close(isDone: boolean): void {
    setOpened(null);
    if (isDone) onText('');
    field.current?.focus();
  }
  return (
    <div className={pageClasses['page']}>
      <div className={pageClasses['head']}>
        <Title order={1} size="h2" id="orders">
          {t('order.title')}
        </Title>
        <Button variant="default" leftSection={<IconPackages size={20} aria-hidden />} onClick={onStock}>
          {t('order.toStock')}
        </Button>
        <SearchField
          text={text}
          onText={onText}
          field={field}
          list={list}
          label={t('order.find')}
          placeholder={t('order.findPlaceholder')}
        />
      </div>
      <OfflineNote />
      <section ref={list} className={classes['orders']} aria-labelledby="orders">
        <OrderList
          q={q}
          onFulfil={(order) => setOpened({ kind: 'fulfil', order })}
          onRelease={(order) => setOpened({ kind: 'release', order })}
        />
      </section>
      {opened?.kind === 'fulfil' && <FulfilPanel order={opened.order} onClose={close} />}
      {opened?.kind === 'release' && <ReleasePanel order={opened.order} onClose={() => close(false)} />}
    </div>
  );
}

function OfflineNote(): ReactNode {
  const { t } = useTranslation();
  const { data } = useSync();
  if (data === undefined || data.state === 'online' || data.state === 'syncing') return null;
  return (
    <Alert color="amber" icon={<IconCloudOff aria-hidden />} py="xs">
      {t('order.offline')}
    </Alert>
  );
}
