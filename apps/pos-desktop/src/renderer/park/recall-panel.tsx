import { Amount, EmptyState, ErrorNotice, useFormat } from '@jifen/ui';
import { Alert, Center, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconShoppingBagCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParkedBasket } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { parseDraft, totalFenOf } from '../counter/draft.ts';
import { KeyCap } from '../keys/key-hint.tsx';
import { useNumberedList } from '../keys/use-numbered-list.ts';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { SidePanel } from '../shell/side-panel.tsx';
import { Waiting } from '../shell/waiting.tsx';
import classes from './park.module.css';
import { useParked, useRecall, type Parking } from './queries.ts';

export type RecallPanelProps = {
  /** A basket is in work and will be laid aside. */
  readonly isSwap: boolean;
  readonly presentNow: () => Parking | null;
  readonly onClose: () => void;
};

/** Baskets that wait, newest first. Taking one back lays the one in work aside. */
export function RecallPanel({ isSwap, presentNow, onClose }: RecallPanelProps): ReactNode {
  const { t } = useTranslation();
  const recall = useRecall();
  const [problem, setProblem] = useState<'gone' | 'unreadable' | null>(null);
  const answer = errorAnswerOf(recall.error);
  function take(parked: ParkedBasket): void {
    if (recall.isPending) return;
    setProblem(null);
    recall.mutate(
      { parked, present: presentNow() },
      {
        onSuccess: (recalled) => {
          if (recalled === 'taken') onClose();
          else setProblem(recalled);
        },
      },
    );
  }
  return (
    <SidePanel side="right" title={t('park.title')} onClose={onClose}>
      <Stack gap="sm">
        {isSwap && <Text c="dimmed">{t('park.swapHint')}</Text>}
        {problem !== null && (
          <Alert role="alert" color="amber">
            {t(`park.${problem}`)}
          </Alert>
        )}
        {answer !== null && <ErrorNotice error={answer} />}
        <Baskets onTake={take} />
      </Stack>
    </SidePanel>
  );
}

function Baskets({ onTake }: { readonly onTake: (parked: ParkedBasket) => void }): ReactNode {
  const { t } = useTranslation();
  const parked = useParked();
  const answer = errorAnswerOf(parked.error);
  const listRef = useNumberedList();
  if (parked.data === undefined) {
    return (
      <Center mih={200}>{answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void parked.refetch()} />}</Center>
    );
  }
  if (parked.data.items.length === 0) return <EmptyState icon={IconShoppingBagCheck} title={t('park.empty')} hint={t('park.emptyHint')} />;
  return (
    <ul className={classes['list']} aria-label={t('park.title')} ref={listRef}>
      {parked.data.items.map((item, i) => (
        <li key={item.id}>
          <UnstyledButton
            className={classes['basket']}
            ref={i === 0 ? focusAtOnce : undefined}
            {...(i === 0 ? { 'data-autofocus': true } : {})}
            onClick={() => onTake(item)}
          >
            <BasketWords parked={item} />
            {i < 9 && <KeyCap name={String(i + 1)} />}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function BasketWords({ parked }: { readonly parked: ParkedBasket }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const draft = parseDraft(JSON.stringify(parked.draft));
  return (
    <>
      <span className={classes['whose']}>
        <Text span fw={650} size="lg" className={classes['label']}>
          {parked.label}
        </Text>
        <Text size="sm" c="dimmed" className="jifen-number">
          {[format.time(parked.at), parked.staffName, t('park.lines', { n: format.count(draft?.lines.length ?? 0) })]
            .filter((part) => part !== null)
            .join(' · ')}
        </Text>
      </span>
      {draft !== null && <Amount amountFen={totalFenOf(draft)} fw={700} fz={20} />}
    </>
  );
}
