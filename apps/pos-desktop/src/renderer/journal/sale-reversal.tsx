import { fen, formatYuan, parseYuan, type TenderMethod } from '@jifen/core';
import { Amount, ErrorNotice, newId, useFormat, type ErrorAnswer } from '@jifen/ui';
import { Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Receipt, RefundReason } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { useApproved } from '../approval/approval-provider.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { MethodChoice } from '../payment/method-choice.tsx';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { Stepper } from '../shell/stepper.tsx';
import { OwnerLine } from './owner-line.tsx';
import { amountOfPieces, countPieces, piecesOf } from './pieces.ts';
import { RefundReasonChoice } from './refund-reason-choice.tsx';
import { ReversalFoot } from './reversal-foot.tsx';
import classes from './reversal.module.css';

export type SaleReversalProps = { readonly sale: Receipt; readonly onDone: () => void };

/** Refund by line and amount, or void the whole sale. Both ids are made once, so a second press cannot refund twice. */
export function SaleReversal({ sale, onDone }: SaleReversalProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useTill();
  const [ids] = useState(() => ({ refund: newId(), void: newId() }));
  const [amounts, setAmounts] = useState<Readonly<Record<number, string>>>({});
  /** Whose pieces the keys count: the line that was chosen last. */
  const [counted, setCounted] = useState<number | null>(null);
  const [method, setMethod] = useState<TenderMethod>(sale.tenders[0]?.method ?? 'cash');
  const [reason, setReason] = useState<RefundReason>('customer');
  const refund = useAct(useApproved(api.refundSale));
  const undo = useAct(useApproved(api.voidSale));
  const reading = readRefund(amounts);
  const mayVoid = sale.refundedFen === 0 && sale.soldAt === null;
  const isBusy = refund.isPending || undo.isPending;
  function sendRefund(): void {
    const { totalFen, lines } = reading;
    const { saleId } = sale;
    if (totalFen > 0 && !isBusy)
      refund.mutate(
        { id: ids.refund, saleId, lines: [...lines], tenders: [{ method, amountFen: totalFen }], reason },
        { onSuccess: onDone },
      );
  }
  function sendVoid(): void {
    if (mayVoid && !isBusy) undo.mutate({ id: ids.void, saleId: sale.saleId, reason }, { onSuccess: onDone });
  }
  function step(by: number): void {
    const line = counted === null ? undefined : sale.lines[counted];
    const pieces = line === undefined ? null : piecesOf(line);
    if (counted === null || pieces === null) return;
    setAmounts((now) => {
      const amount = now[counted];
      return amount === undefined ? now : withAmount(now, counted, amountOfPieces(pieces, countPieces(pieces, amount) + by));
    });
  }
  useKeys({ act: sendRefund, otherAct: mayVoid ? sendVoid : undefined, more: () => step(1), less: () => step(-1) });
  const answer = reading.problem ?? errorAnswerOf(refund.error) ?? errorAnswerOf(undo.error);

  return (
    <Stack gap="md">
      <SaleHead sale={sale} />
      <div>
        {sale.lines.map((line, i) => (
          <RefundLine
            key={i}
            line={line}
            isFirst={i === 0}
            amount={amounts[i] ?? null}
            onAmount={(amount) => {
              setCounted(i);
              setAmounts((now) => withAmount(now, i, amount));
            }}
          />
        ))}
      </div>
      <MethodChoice label={t('reversal.method')} method={method} onChoose={setMethod} />
      <RefundReasonChoice reason={reason} onChoose={setReason} />
      {answer !== null && <ErrorNotice error={answer} />}
      <Text size="sm" c="dimmed">
        {sale.soldAt === null ? t('reversal.voidHint') : t('foreign.soldAt', { branch: sale.soldAt })}
      </Text>
      <ReversalFoot
        undo={undo}
        onVoid={mayVoid ? sendVoid : undefined}
        refund={refund}
        refundLabel={t('reversal.submitRefund', { amount: format.yuan(reading.totalFen) })}
        onRefund={reading.totalFen === 0 ? undefined : sendRefund}
      />
    </Stack>
  );
}

function SaleHead({ sale }: { readonly sale: Receipt }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Group justify="space-between">
      <div>
        <Text fw={650} className="jifen-number">
          {sale.receiptNo}
        </Text>
        <Text size="sm" c="dimmed" className="jifen-number">
          {format.dateTime(sale.at)}
        </Text>
        {sale.member !== null && (
          <OwnerLine memberId={sale.member.id} points={t('reversal.earned', { n: format.count(sale.member.earned) })} />
        )}
      </div>
      <Amount amountFen={sale.totalFen} fw={700} fz={24} />
    </Group>
  );
}

type RefundLineProps = {
  readonly line: Receipt['lines'][number];
  readonly isFirst: boolean;
  /** Null: this line is kept. */
  readonly amount: string | null;
  readonly onAmount: (amount: string | null) => void;
};

function RefundLine({ line, isFirst, amount, onAmount }: RefundLineProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const restFen = line.lineFen - line.refundedFen;
  const pieces = piecesOf(line);
  const name = line.kind === 'product' ? `${line.name} ×\u00A0${line.quantity}` : t('receipt.lineAmount');
  return (
    <div className={classes['line']}>
      <Checkbox
        size="md"
        label={name}
        description={t('reversal.refundable', { amount: format.yuan(restFen) })}
        disabled={restFen === 0}
        ref={isFirst ? focusAtOnce : undefined}
        checked={amount !== null}
        onChange={(event) => onAmount(event.currentTarget.checked ? formatYuan(fen(restFen)) : null)}
      />
      {amount !== null && (
        <Group wrap="nowrap" gap="xs">
          {pieces !== null && (
            <Stepper
              of={name}
              value={countPieces(pieces, amount)}
              max={pieces.most}
              onChange={(n) => onAmount(amountOfPieces(pieces, n))}
            />
          )}
          <TextInput
            className={classes['amount'] ?? ''}
            aria-label={`${t('reversal.refundFen')} ${name}`}
            leftSection="¥"
            inputMode="decimal"
            value={amount}
            // What is typed takes the place of what stands there: by keys there is no other way to clear it at once.
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => onAmount(event.currentTarget.value)}
          />
        </Group>
      )}
    </div>
  );
}

type RefundReading = {
  readonly lines: readonly { readonly line: number; readonly amountFen: number }[];
  readonly totalFen: number;
  readonly problem: ErrorAnswer | null;
};

function readRefund(amounts: Readonly<Record<number, string>>): RefundReading {
  const lines: { readonly line: number; readonly amountFen: number }[] = [];
  for (const [line, text] of Object.entries(amounts)) {
    const amount = parseYuan(text);
    if (!amount.ok) return { lines: [], totalFen: 0, problem: amount.error };
    lines.push({ line: Number(line), amountFen: amount.value });
  }
  return { lines, totalFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0), problem: null };
}

function withAmount(amounts: Readonly<Record<number, string>>, line: number, amount: string | null): Readonly<Record<number, string>> {
  const others = Object.entries(amounts).filter(([key]) => Number(key) !== line);
  return Object.fromEntries(amount === null ? others : [...others, [line, amount]]);
}
