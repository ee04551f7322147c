import { ErrorNotice, useFormat } from '@jifen/ui';
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAnswerOf } from '../api/till-context.tsx';
import { isEmptyDraft } from '../counter/draft.ts';
import type { Counter } from '../counter/use-counter.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { useMember } from '../member/queries.ts';
import classes from './park.module.css';
import { parkLabelOf } from './park-label.ts';
import { usePark, useParked, type Parking } from './queries.ts';
import { RecallPanel } from './recall-panel.tsx';

export type ParkBarProps = { readonly counter: Counter; readonly onDone: () => void };

/** Lays the basket aside for the next customer, and takes baskets back. */
export function ParkBar({ counter, onDone }: ParkBarProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { draft, update } = counter;
  const member = useMember(draft.memberId).data;
  const parked = useParked();
  const park = usePark();
  const [isRecalling, setRecalling] = useState(false);
  const answer = errorAnswerOf(park.error);
  const isEmpty = isEmptyDraft(draft);
  const count = parked.data?.items.length ?? 0;
  const number = draft.alias === null ? null : draft.alias.kind === 'card' ? draft.alias.cardNumber : draft.alias.phone;
  const presentNow = (): Parking | null =>
    isEmpty ? null : { draft, label: parkLabelOf({ memberName: member?.name ?? null, number, time: format.time(Date.now()) }) };

  function hold(): void {
    const present = presentNow();
    if (present === null || park.isPending || counter.isBusy) return;
    park.mutate(present, { onSuccess: onDone });
  }
  const recall = (): void => setRecalling(true);
  useKeys({ hold: isEmpty ? undefined : hold, recall });
  return (
    <>
      {answer !== null && <ErrorNotice error={answer} onRetry={hold} onClose={park.reset} />}
      <div className={classes['bar']}>
        <Button
          variant="default"
          px="xs"
          disabled={isEmpty}
          loading={park.isPending}
          rightSection={<KeyHint action="hold" />}
          onClick={hold}
        >
          {t('park.hold')}
        </Button>
        <Button variant="default" px="xs" rightSection={<KeyHint action="recall" />} onClick={recall}>
          {count === 0 ? t('park.recall') : t('park.recallCount', { n: format.count(count) })}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          px="xs"
          disabled={draft.lines.length === 0}
          onClick={() => {
            update((now) => ({ ...now, lines: [] }));
            onDone();
          }}
        >
          {t('counter.clear')}
        </Button>
      </div>
      {isRecalling && (
        <RecallPanel
          isSwap={!isEmpty}
          presentNow={presentNow}
          onClose={() => {
            setRecalling(false);
            onDone();
          }}
        />
      )}
    </>
  );
}
