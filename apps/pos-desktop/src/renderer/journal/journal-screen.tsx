import { Amount, EmptyState, ErrorNotice, StateBadge, useFormat } from '@jifen/ui';
import { Button, Center, Text, Title, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconListDetails } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JournalItem } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { ForeignReceipt, isPaper } from './foreign-receipt.tsx';
import classes from './journal.module.css';
import { eventIcons, stateLooks } from './journal-look.ts';
import { useJournal } from './queries.ts';
import { summaryOf } from './summary-of.ts';
import { usePaperScan } from './use-paper-scan.ts';
import { ReversalDrawer } from './reversal-drawer.tsx';
import pageClasses from '../shell/page.module.css';
import { SearchField } from '../shell/search-field.tsx';
import { useSearch } from '../shell/use-search.ts';
import { Waiting } from '../shell/waiting.tsx';

type Opened = Pick<JournalItem, 'id' | 'type'>;

/** What this till wrote down, newest first, and how far HQ has it. */
export function JournalScreen(): ReactNode {
  const { t } = useTranslation();
  const { text, onText, field, list } = useSearch();
  const [q] = useDebouncedValue(text.trim(), 200);
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => field.current?.focus(), [field]);
  usePaperScan(setOpened, onText);
  return (
    <div className={classes['page']}>
      <div className={pageClasses['head']}>
        <Title order={1} size="h2">
          {t('journal.title')}
        </Title>
        <SearchField
          text={text}
          onText={onText}
          field={field}
          list={list}
          label={t('journal.search')}
          placeholder={t('journal.searchPlaceholder')}
        />
      </div>
      <div ref={list} className={classes['list']}>
        <JournalList q={q} onOpen={setOpened} />
      </div>
      {opened !== null && <ReversalDrawer item={opened} onClose={() => setOpened(null)} />}
    </div>
  );
}

type OpenProps = { readonly onOpen: (item: JournalItem) => void };

function JournalList({ q, onOpen }: OpenProps & { readonly q: string }): ReactNode {
  const { t } = useTranslation();
  const journal = useJournal(q);
  const answer = errorAnswerOf(journal.error);
  if (journal.data === undefined) {
    return (
      <Center className={classes['fill']}>
        {answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void journal.refetch()} />}
      </Center>
    );
  }
  const items = journal.data.pages.flatMap((page) => page.items);
  if (items.length === 0 && isPaper(q)) return <ForeignReceipt key={q} receipt={q} />;
  if (items.length === 0) {
    const words =
      q === ''
        ? { title: t('journal.empty'), hint: t('journal.emptyHint') }
        : { title: t('journal.nothingFound', { text: q }), hint: t('journal.nothingFoundHint') };
    return (
      <Center className={classes['fill']}>
        <EmptyState icon={IconListDetails} {...words} />
      </Center>
    );
  }
  return (
    <div className={`jifen-surface ${classes['frame'] ?? ''}`}>
      <JournalTable items={items} onOpen={onOpen} />
      {journal.hasNextPage && (
        <Button variant="subtle" fullWidth loading={journal.isFetchingNextPage} onClick={() => void journal.fetchNextPage()}>
          {t('shared.loadMore')}
        </Button>
      )}
    </div>
  );
}

function JournalTable({ items, onOpen }: OpenProps & { readonly items: readonly JournalItem[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">{t('journal.time')}</th>
          <th scope="col">{t('journal.event')}</th>
          <th scope="col">{t('journal.member')}</th>
          <th scope="col" className={classes['right']}>
            {t('journal.amount')}
          </th>
          <th scope="col" className={classes['right']}>
            {t('journal.points')}
          </th>
          <th scope="col" className={classes['staff']}>
            {t('journal.staff')}
          </th>
          <th scope="col">{t('journal.state')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <JournalRow key={item.id} item={item} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}

function JournalRow({ item, onOpen }: OpenProps & { readonly item: JournalItem }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { type } = item;
  const EventIcon = eventIcons[type];
  const { tone, icon } = stateLooks[item.state];
  const name = t(`journal.types.${type}`);
  const summary = summaryOf(item, t);
  const canOpen = type === 'sale_recorded' || type === 'reward_redeemed';
  return (
    <tr>
      <td>
        <Text span fw={700} className="jifen-number">
          {format.time(item.at)}
        </Text>
        <Text size="xs" c="dimmed" className={classes['date'] ?? ''}>
          {format.date(item.at)}
        </Text>
      </td>
      <td>
        {canOpen ? (
          <UnstyledButton className={classes['open']} onClick={() => onOpen(item)}>
            <EventIcon size={22} stroke={1.6} aria-hidden />
            <EventText name={name} summary={summary} />
          </UnstyledButton>
        ) : (
          <div className={classes['event']}>
            <EventIcon size={22} stroke={1.6} aria-hidden />
            <EventText name={name} summary={summary} />
          </div>
        )}
      </td>
      <td>{item.memberName}</td>
      <td className={classes['right']}>
        {item.amountFen !== null && item.amountFen !== 0 && <Amount amountFen={item.amountFen} fw={600} />}
      </td>
      <td className={`jifen-number ${classes['right'] ?? ''}`}>
        {item.points !== null && item.points !== 0 && format.signed(item.points)}
      </td>
      <td className={classes['staff']}>{item.staff}</td>
      <td>
        <StateBadge tone={tone} icon={icon}>
          {t(`journal.states.${item.state}`)}
        </StateBadge>
      </td>
    </tr>
  );
}

function EventText({ name, summary }: { readonly name: string; readonly summary: string }): ReactNode {
  return (
    <span className={classes['text']}>
      <Text span fw={600}>
        {name}
      </Text>
      <Text span size="sm" c="dimmed" className={classes['summary']}>
        {summary}
      </Text>
    </span>
  );
}
