import { Radio, SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefundReason } from '../api/model.ts';
import classes from './reversal.module.css';

const REASONS: readonly RefundReason[] = ['customer', 'quality', 'mistake', 'other'];

export type ReasonChoiceProps = { readonly reason: RefundReason; readonly onChoose: (reason: RefundReason) => void };

export function ReasonChoice({ reason, onChoose }: ReasonChoiceProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t('reversal.reason')}
      value={reason}
      onChange={(value) => onChoose(REASONS.find((known) => known === value) ?? 'other')}
    >
      <SimpleGrid cols={2} spacing={8} mt={6}>
        {REASONS.map((value) => (
          <Radio.Card key={value} value={value} className={classes['reason']}>
            <Radio.Indicator />
            {t(`reversal.reasons.${value}`)}
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
