import { formatYuan, fen } from '@jifen/core';
import { Amount, ErrorNotice, newId } from '@jifen/ui';
import { Button, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftClosed } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';
import { countedFenOf, DENOMINATIONS, type Counted } from './count.ts';
import { fenOf, YuanField } from './yuan-field.tsx';

export type ClosePanelProps = { readonly onClose: () => void; readonly onClosed: (closed: ShiftClosed) => void };

/** Counts the drawer without knowing what should be in it, and ends the shift. */
export function CloseShiftPanel({ onClose, onClosed }: ClosePanelProps): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const [id] = useState(newId);
  const [way, setWay] = useState<'sum' | 'pieces'>('sum');
  const [sum, setSum] = useState('');
  const [counted, setCounted] = useState<Counted>({});
  const close = useAct(api.closeShift);
  const countedFen = way === 'sum' ? fenOf(sum) : countedFenOf(counted);
  // Who typed nothing has not counted; an empty drawer is a sum of 0.
  const isCounted = way === 'sum' || Object.values(counted).some((text) => text !== '');
  const answer = errorAnswerOf(close.error);
  function submit(): void {
    if (countedFen !== null && isCounted && !close.isPending) close.mutate({ id, countedFen }, { onSuccess: onClosed });
  }
  /** What was counted by pieces is not typed a second time. */
  function changeWay(next: string): void {
    if (next === 'sum' && countedFen !== null && countedFen > 0) setSum(formatYuan(fen(countedFen)));
    setWay(next === 'sum' ? 'sum' : 'pieces');
  }
  return (
    <SidePanel side="right" title={t('shift.closeTitle')} onClose={onClose}>
      <Stack gap="md">
        <Text>{t('shift.closeHint')}</Text>
        <SegmentedControl
          fullWidth
          aria-label={t('shift.way')}
          value={way}
          onChange={changeWay}
          data={[
            { value: 'sum', label: t('shift.bySum') },
            { value: 'pieces', label: t('shift.byPieces') },
          ]}
        />
        {way === 'sum' ? (
          <YuanField label={t('shift.counted')} text={sum} onChange={setSum} onEnter={submit} />
        ) : (
          <Pieces counted={counted} onChange={setCounted} onEnter={submit} />
        )}
        {way === 'pieces' && (
          <Text component="output" size="lg" fw={700}>
            {countedFen === null ? t('shift.notACount') : <Amount amountFen={countedFen} />}
          </Text>
        )}
        {answer !== null && <ErrorNotice error={answer} />}
        <PanelFoot>
          <Button loading={close.isPending} disabled={countedFen === null || !isCounted} onClick={submit}>
            {t('shift.close')}
          </Button>
        </PanelFoot>
      </Stack>
    </SidePanel>
  );
}

type PiecesProps = { readonly counted: Counted; readonly onChange: (counted: Counted) => void; readonly onEnter: () => void };

function Pieces({ counted, onChange, onEnter }: PiecesProps): ReactNode {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={2} spacing="xs">
      {DENOMINATIONS.map((denomination, i) => (
        <TextInput
          key={denomination}
          ref={i === 0 ? focusAtOnce : null}
          label={t('shift.pieces', { yuan: denomination / 100 })}
          inputMode="numeric"
          autoComplete="off"
          maxLength={5}
          value={counted[denomination] ?? ''}
          onChange={(event) => onChange({ ...counted, [denomination]: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && i === DENOMINATIONS.length - 1) onEnter();
          }}
        />
      ))}
    </SimpleGrid>
  );
}
