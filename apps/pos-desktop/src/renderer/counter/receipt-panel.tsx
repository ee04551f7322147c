import { Amount, useFormat } from '@jifen/ui';
import { Alert, Group, Text, Title } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Receipt } from '../api/model.ts';
import { Fact } from '../shell/facts.tsx';
import classes from './receipt.module.css';

export type ReceiptPanelProps = { readonly receipt: Receipt; readonly changeFen: number; readonly notice: string | null };

/** What the customer takes home: shown only once the sale is on disk. */
export function ReceiptPanel({ receipt, changeFen, notice }: ReceiptPanelProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes['desk']}>
      <article className={classes['paper']}>
        <Group gap="xs" justify="center">
          <IconCircleCheckFilled size={30} className={classes['done']} aria-hidden />
          <output>
            <Title order={2} size="h3">
              {t('receipt.done')}
            </Title>
          </output>
        </Group>
        {notice !== null && <Alert color="amber">{notice}</Alert>}
        <dl className={classes['facts']}>
          <Fact label={t('receipt.number')} value={receipt.receiptNo} />
          <Fact label={t('receipt.time')} value={format.dateTime(receipt.at)} />
        </dl>
        <ReceiptLines receipt={receipt} />
        <dl className={classes['facts']}>
          {receipt.tenders.map(({ method, amountFen }, i) => (
            <Fact key={i} label={t(`tender.${method}`)} value={format.yuan(amountFen)} />
          ))}
          {changeFen > 0 && <Fact label={t('receipt.change')} value={format.yuan(changeFen)} />}
        </dl>
        <PointsOfReceipt receipt={receipt} />
        {receipt.isOffline && (
          <Text size="sm" ta="center" c="dimmed">
            {t('receipt.offline')}
          </Text>
        )}
      </article>
    </div>
  );
}

function ReceiptLines({ receipt }: { readonly receipt: Receipt }): ReactNode {
  const { t } = useTranslation();
  return (
    <ul className={classes['lines']}>
      {receipt.lines.map((line, i) => (
        <li key={i}>
          <Text span>{line.kind === 'product' ? `${line.name} ×\u00A0${line.quantity}` : t('receipt.lineAmount')}</Text>
          <Amount amountFen={line.lineFen} />
        </li>
      ))}
      <li className={classes['sum']}>
        <span>{t('receipt.total')}</span>
        <Amount amountFen={receipt.totalFen} />
      </li>
    </ul>
  );
}

function PointsOfReceipt({ receipt }: { readonly receipt: Receipt }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (receipt.isUnclaimed) return <Alert color="amber">{t('receipt.unclaimed')}</Alert>;
  if (receipt.member === null) return null;
  const { before, earned, after } = receipt.member;
  return (
    <dl className={classes['points']}>
      <Fact label={t('receipt.before')} value={format.count(before)} />
      <Fact label={t('receipt.earned')} value={format.signed(earned)} />
      <Fact label={t('receipt.after')} value={format.count(after)} />
    </dl>
  );
}
