import { EmptyState, ErrorNotice, useFormat } from '@jifen/ui';
import { Button, Center, Group, Text, Title } from '@mantine/core';
import { IconGift } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAnswerOf } from '../api/till-context.tsx';
import pageClasses from '../shell/page.module.css';
import { SearchField } from '../shell/search-field.tsx';
import { useSearch } from '../shell/use-search.ts';
import { Waiting } from '../shell/waiting.tsx';
import { ConsignPanel } from './consign-panel.tsx';
import { StockPanel } from './stock-panel.tsx';
import classes from './stock.module.css';
import { useGoods, type Goods } from './use-goods.ts';

type Opened = { readonly kind: 'change' | 'consign'; readonly goods: Goods };

/** Exchange goods on this branch's shelf. */
export function StockScreen(): ReactNode {
  const { t } = useTranslation();
  const { text, onText, field, list } = useSearch();
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = (): void => setOpened(null);
  return (
    <div className={pageClasses['page']}>
      <div className={pageClasses['head']}>
        <div>
          <Title order={1} size="h2">
            {t('stock.title')}
          </Title>
          <Text c="dimmed">{t('stock.hint')}</Text>
        </div>
        <SearchField text={text} onText={onText} field={field} list={list} label={t('stock.find')} placeholder={t('stock.find')} />
      </div>
      <section
        ref={list}
        className={`jifen-surface ${pageClasses['card'] ?? ''} ${pageClasses['ofRows'] ?? ''}`}
        aria-label={t('stock.list')}
      >
        <Shelf text={text.trim()} onOpen={setOpened} />
      </section>
      {opened?.kind === 'change' && <StockPanel goods={opened.goods} onClose={close} />}
      {opened?.kind === 'consign' && <ConsignPanel goods={opened.goods} onClose={close} />}
    </div>
  );
}

function Shelf({ text, onOpen }: { readonly text: string; readonly onOpen: (opened: Opened) => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { goods, error, retry } = useGoods();
  const answer = errorAnswerOf(error);
  if (goods === undefined) {
    return <Center mih={200}>{answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={retry} />}</Center>;
  }
  const found = goods.filter(({ name }) => name.includes(text));
  if (found.length === 0) {
    const key = goods.length === 0 ? 'empty' : 'noneFound';
    return <EmptyState icon={IconGift} title={t(`stock.${key}`)} hint={t(`stock.${key}Hint`)} />;
  }
  return (
    <ul className={`${pageClasses['rows'] ?? ''} ${classes['goods'] ?? ''}`}>
      {found.map((each) => (
        <li key={each.rewardId}>
          <Text fw={600} className={classes['name'] ?? ''}>
            {each.name}
          </Text>
          <Text className={`jifen-number ${classes['number'] ?? ''}`}>{t('stock.onHand', { n: format.count(each.onHand) })}</Text>
          <Text c="dimmed" className={`jifen-number ${classes['number'] ?? ''}`}>
            {t('stock.kept', { n: format.count(each.consigned) })}
          </Text>
          <Group gap="xs" wrap="nowrap">
            <Button
              variant="default"
              aria-label={t('stock.changeOf', { name: each.name })}
              onClick={() => onOpen({ kind: 'change', goods: each })}
            >
              {t('stock.change')}
            </Button>
            <Button
              variant="default"
              aria-label={t('consign.open', { name: each.name })}
              disabled={each.onHand <= 0 && each.consigned <= 0}
              onClick={() => onOpen({ kind: 'consign', goods: each })}
            >
              {t('consign.edit')}
            </Button>
          </Group>
        </li>
      ))}
    </ul>
  );
}
