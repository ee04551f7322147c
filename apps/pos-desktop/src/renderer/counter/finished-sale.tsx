import { Amount } from '@jifen/ui';
import { Button, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '../keys/key-hint.tsx';
import { useKeys } from '../keys/use-keys.ts';
import classes from './counter.module.css';
import { ReceiptPanel } from './receipt-panel.tsx';
import type { Finished } from './use-counter.ts';

/** An Enter that was still meant for the payment must not take the receipt away. */
const SETTLE_MS = 500;

export function FinishedSale({ finished, onNext }: { readonly finished: Finished; readonly onNext: () => void }): ReactNode {
  const { t } = useTranslation();
  const [shownAt] = useState(() => performance.now());
  const { receipt, changeFen, wasAlreadySold } = finished;
  const nextByKey = (): void => {
    if (performance.now() - shownAt > SETTLE_MS) onNext();
  };
  useKeys({ go: nextByKey, back: nextByKey, act: nextByKey });
  return (
    <>
      <section className={`jifen-surface ${classes['panel'] ?? ''}`} aria-label={t('receipt.done')}>
        <ReceiptPanel receipt={receipt} changeFen={changeFen} notice={wasAlreadySold ? t('counter.idTaken') : null} />
      </section>
      <section className={`jifen-surface ${classes['panel'] ?? ''}`} aria-label={t('receipt.change')}>
        <div className={classes['outcome']}>
          <Text size="sm">{t('receipt.total')}</Text>
          <Amount amountFen={receipt.totalFen} className={`jifen-number ${classes['total'] ?? ''}`} />
        </div>
        <div className={classes['outcome']} data-is-due={changeFen > 0 ? true : undefined}>
          <Text size="sm">{t('receipt.change')}</Text>
          <Amount amountFen={changeFen} className={`jifen-number ${classes['total'] ?? ''}`} />
        </div>
        <Button className={classes['next']} h={72} rightSection={<KeyCap name="Enter" />} onClick={onNext}>
          {t('receipt.next')}
        </Button>
      </section>
    </>
  );
}
