import { ErrorNotice, newId, useFormat } from '@jifen/ui';
import { Button, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockReason } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { useApproved } from '../approval/approval-provider.tsx';
import { DigitsField } from '../shell/digits-field.tsx';
import { ReasonChoice } from '../shell/reason-choice.tsx';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';
import type { Goods } from './use-goods.ts';

const WAYS = ['receive', 'count', 'less', 'more'] as const;
type Way = (typeof WAYS)[number];

/** Why the shelf holds other than it should, by direction. */
const REASONS: Readonly<Record<'less' | 'more', readonly StockReason[]>> = { less: ['damaged', 'lost', 'other'], more: ['found', 'other'] };

type Change = { readonly id: string; readonly rewardId: string; readonly way: Way; readonly n: number; readonly reason: StockReason };

/** Goods that came, a count, or a correction with its reason. */
export function StockPanel({ goods, onClose }: { readonly goods: Goods; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [id] = useState(newId);
  const [way, setWay] = useState<Way>('receive');
  const [text, setText] = useState('');
  const [reason, setReason] = useState<StockReason>('damaged');
  const change = useChange();
  const answer = errorAnswerOf(change.error);
  const n = /^\d{1,6}$/.test(text) ? Number(text) : null;
  const isEnough = n !== null && (n > 0 || way === 'count');
  function choose(next: string): void {
    const wanted = WAYS.find((each) => each === next) ?? 'receive';
    setWay(wanted);
    if (wanted === 'less' || wanted === 'more') setReason(REASONS[wanted][0] ?? 'other');
  }
  function submit(): void {
    if (n !== null && isEnough && !change.isPending)
      change.mutate({ id, rewardId: goods.rewardId, way, n, reason }, { onSuccess: onClose });
  }
  return (
    <SidePanel side="right" title={t('stock.panel')} onClose={onClose}>
      <Stack gap="md">
        <div>
          <Text fw={650} size="xl">
            {goods.name}
          </Text>
          <Text c="dimmed" className="jifen-number">
            {t('stock.now', { n: format.count(goods.onHand) })}
          </Text>
        </div>
        <SegmentedControl
          fullWidth
          aria-label={t('stock.way')}
          value={way}
          onChange={choose}
          data={WAYS.map((value) => ({ value, label: t(`stock.ways.${value}`) }))}
        />
        <DigitsField label={t(`stock.number.${way}`)} maxLength={6} text={text} onChange={setText} onEnter={submit} />
        {(way === 'less' || way === 'more') && (
          <ReasonChoice
            size="lg"
            label={t('stock.reason')}
            reasons={REASONS[way]}
            reason={reason}
            onChoose={setReason}
            wordsOf={(value) => t(`stock.reasons.${value}`)}
          />
        )}
        {way === 'count' && n !== null && (
          <Text className="jifen-number">{t('stock.difference', { n: format.signed(n - goods.onHand) })}</Text>
        )}
        {answer !== null && <ErrorNotice error={answer} onClose={change.reset} />}
        <PanelFoot>
          <Button h={60} loading={change.isPending} disabled={!isEnough} onClick={submit}>
            {t(`stock.submit.${way}`)}
          </Button>
        </PanelFoot>
      </Stack>
    </SidePanel>
  );
}

/** Counts and corrections are what a manager allows; goods that come in need nobody's leave. */
function useChange() {
  const { api } = useTill();
  const count = useApproved(api.countStock);
  const adjust = useApproved(api.adjustStock);
  return useAct(async ({ way, n, reason, ...of }: Change) => {
    if (way === 'receive') return api.receiveStock({ ...of, quantity: n });
    if (way === 'count') return count({ ...of, counted: n });
    return adjust({ ...of, difference: way === 'less' ? 0 - n : n, reason });
  });
}
