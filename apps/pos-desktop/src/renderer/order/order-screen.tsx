import { Alert, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCloudOff, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/model.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { useRowKeys } from '../keys/use-row-keys.ts';
import { useScans } from '../scan/scan-context.ts';
import { useSync } from '../shell/use-sync.ts';
import { ConsignPanel } from './consign-panel.tsx';
import { FulfilPanel } from './fulfil-panel.tsx';
import { OrderList } from './order-list.tsx';
import classes from './order.module.css';
import { ReleasePanel } from './release-panel.tsx';
import type { Goods } from '../stock/use-goods.ts';
import { StockList } from './stock-list.tsx';

/** What lies over the page. Kept as it was when opened: an order leaves the list with what is done to it. */
type Opened = { readonly kind: 'fulfil' | 'release'; readonly order: Order } | { readonly kind: 'consign'; readonly goods: Goods };

/** Orders of members that are picked up here, and the goods that are kept for such orders. */
export function OrderScreen(): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 200);
  const [opened, setOpened] = useState<Opened | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const page = useRef<HTMLElement>(null);
  useEffect(() => search.current?.focus(), []);
  useOrderKeys({ search, page, onText: setText });
  /** Ready for the next card: the field has the focus again. */
  function close(isDone: boolean): void {
    setOpened(null);
    if (isDone) setText('');
    search.current?.focus();
  }
  return (
    <div className={classes['page']}>
      <section ref={page} className={classes['orders']} aria-labelledby="orders">
        <div className={classes['head']}>
          <Title order={1} size="h2" id="orders">
            {t('order.title')}
          </Title>
          <TextInput
            ref={search}
            className={classes['search']}
            data-typing
            type="search"
            aria-label={t('order.find')}
            placeholder={t('order.findPlaceholder')}
            leftSection={<IconSearch size={20} aria-hidden />}
            rightSection={<KeyHint action="field" />}
            rightSectionWidth={48}
            maxLength={80}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') page.current?.querySelector('button')?.focus();
            }}
          />
        </div>
        <OfflineNote />
        <OrderList
          q={q}
          onFulfil={(order) => setOpened({ kind: 'fulfil', order })}
          onRelease={(order) => setOpened({ kind: 'release', order })}
        />
      </section>
      <section className={classes['stock']} aria-labelledby="consigned">
        <div>
          <Title order={2} size="h3" id="consigned">
            {t('consign.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('consign.hint')}
          </Text>
        </div>
        <StockList onOpen={(goods) => setOpened({ kind: 'consign', goods })} />
      </section>
      {opened?.kind === 'fulfil' && <FulfilPanel order={opened.order} onClose={close} />}
      {opened?.kind === 'release' && <ReleasePanel order={opened.order} onClose={() => close(false)} />}
      {opened?.kind === 'consign' && <ConsignPanel goods={opened.goods} onClose={() => close(false)} />}
    </div>
  );
}

type OrderKeys = {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly page: RefObject<HTMLElement | null>;
  readonly onText: (text: string) => void;
};

function useOrderKeys({ search, page, onText }: OrderKeys): void {
  useKeys({
    field: () => search.current?.focus(),
    back: () => {
      onText('');
      search.current?.focus();
    },
  });
  useRowKeys(page);
  useScans((code) => {
    // A card at the shelf asks for its owner's orders.
    if (code.kind === 'code') onText(code.code);
    return code.kind === 'code';
  });
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
