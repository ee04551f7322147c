import { Alert, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCloudOff, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/model.ts';
import { useSync } from '../shell/use-sync.ts';
import { ConsignPanel } from './consign-panel.tsx';
import { FulfilPanel } from './fulfil-panel.tsx';
import { OrderList } from './order-list.tsx';
import classes from './order.module.css';
import { ReleasePanel } from './release-panel.tsx';
import { StockList, type Goods } from './stock-list.tsx';

/** What lies over the page. Kept as it was when opened: an order leaves the list with what is done to it. */
type Opened = { readonly kind: 'fulfil' | 'release'; readonly order: Order } | { readonly kind: 'consign'; readonly goods: Goods };

/** Orders of members that are picked up here, and the goods that are kept for such orders. */
export function OrderScreen(): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 200);
  const [opened, setOpened] = useState<Opened | null>(null);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => search.current?.focus(), []);
  /** Ready for the next card: the field has the focus again. */
  function close(isDone: boolean): void {
    setOpened(null);
    if (isDone) setText('');
    search.current?.focus();
  }
  return (
    <div className={classes['page']}>
      <section className={classes['orders']} aria-labelledby="orders">
        <div className={classes['head']}>
          <Title order={1} size="h2" id="orders">
            {t('order.title')}
          </Title>
          <TextInput
            ref={search}
            className={classes['search']}
            type="search"
            aria-label={t('order.find')}
            placeholder={t('order.findPlaceholder')}
            leftSection={<IconSearch size={20} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
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
