import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../keys/key-hint.tsx';
import { PanelFoot } from '../shell/side-panel.tsx';

type Sending = { readonly isPending: boolean };

export type ReversalFootProps = {
  readonly undo: Sending;
  /** Undefined: it cannot be voided any more. */
  readonly onVoid: (() => void) | undefined;
  readonly refund: Sending;
  readonly refundLabel: string;
  /** Undefined: there is nothing to refund. */
  readonly onRefund: (() => void) | undefined;
};

/** The two ways to take a document back. */
export function ReversalFoot({ undo, onVoid, refund, refundLabel, onRefund }: ReversalFootProps): ReactNode {
  const { t } = useTranslation();
  return (
    <PanelFoot>
      {onVoid !== undefined && (
        <Button variant="default" px="xs" loading={undo.isPending} rightSection={<KeyHint action="otherAct" />} onClick={onVoid}>
          {t('reversal.submitVoid')}
        </Button>
      )}
      <Button
        color="red"
        disabled={onRefund === undefined}
        px="xs"
        loading={refund.isPending}
        rightSection={<KeyHint action="act" />}
        onClick={onRefund}
      >
        {refundLabel}
      </Button>
    </PanelFoot>
  );
}
