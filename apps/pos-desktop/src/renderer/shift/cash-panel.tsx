import { ErrorNotice, newId } from '@jifen/ui';
import { Button, SegmentedControl, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CashMove } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { ReasonChoice } from '../shell/reason-choice.tsx';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';
import { fenOf, YuanField } from './yuan-field.tsx';

type Move = CashMove extends infer M ? (M extends CashMove ? Pick<M, 'direction' | 'reason'> : never) : never;

const MOVES: readonly Move[] = [
  { direction: 'in', reason: 'change' },
  { direction: 'in', reason: 'other' },
  { direction: 'out', reason: 'expense' },
  { direction: 'out', reason: 'bank' },
  { direction: 'out', reason: 'safe' },
  { direction: 'out', reason: 'other' },
];

/** Money into the drawer or out of it that nobody paid for goods. */
export function CashPanel({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const [id] = useState(newId);
  const [text, setText] = useState('');
  const [move, setMove] = useState<Move>({ direction: 'in', reason: 'change' });
  const act = useAct(api.moveCash);
  const amountFen = fenOf(text);
  const answer = errorAnswerOf(act.error);
  const choose = (direction: string, reason?: string): void => {
    const wanted = MOVES.find((each) => each.direction === direction && (reason === undefined || each.reason === reason));
    if (wanted !== undefined) setMove(wanted);
  };
  function submit(): void {
    if (amountFen !== null && !act.isPending) act.mutate({ id, amountFen, ...move }, { onSuccess: onClose });
  }
  return (
    <SidePanel side="right" title={t('shift.cashTitle')} onClose={onClose}>
      <Stack gap="md">
        <SegmentedControl
          fullWidth
          size="lg"
          aria-label={t('shift.cashTitle')}
          value={move.direction}
          onChange={(direction) => choose(direction)}
          data={[
            { value: 'in', label: t('shift.in') },
            { value: 'out', label: t('shift.out') },
          ]}
        />
        <YuanField label={t('shift.amount')} text={text} onChange={setText} onEnter={submit} />
        <ReasonChoice
          size="lg"
          label={t('shift.reason')}
          reasons={MOVES.filter(({ direction }) => direction === move.direction).map(({ reason }) => reason)}
          reason={move.reason}
          onChoose={(reason) => choose(move.direction, reason)}
          wordsOf={(reason) => t(`shift.reasons.${reason}`)}
        />
        {answer !== null && <ErrorNotice error={answer} />}
        <PanelFoot>
          <Button loading={act.isPending} disabled={amountFen === null} onClick={submit}>
            {t(`shift.submit.${move.direction}`)}
          </Button>
        </PanelFoot>
      </Stack>
    </SidePanel>
  );
}
