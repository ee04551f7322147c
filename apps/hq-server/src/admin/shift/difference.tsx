import { Text } from '@mantine/core';
import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** What was counted beyond what should be in the drawer, in words as well as in colour. */
export function Difference({ differenceFen }: { readonly differenceFen: number }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const amount = format.yuan(Math.abs(differenceFen));
  if (differenceFen === 0) return t('shift.even');
  return (
    <Text span inherit {...(differenceFen < 0 ? { c: 'var(--mantine-color-error)' } : {})}>
      {t(differenceFen < 0 ? 'shift.short' : 'shift.over', { amount })}
    </Text>
  );
}
