import { useFormat } from '@jifen/ui';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClockPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShift } from './queries.ts';

/** Which shift this is, in the header; leads to it. */
export function ShiftChip({ onOpen }: { readonly onOpen: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useShift();
  if (data === undefined) return null;
  const { shift } = data;
  const isOdd = shift === null || shift.isOverdue;
  const Icon = isOdd ? IconAlertTriangle : IconClockPlay;
  return (
    <Button
      variant={isOdd ? 'light' : 'default'}
      color={isOdd ? 'amber' : 'gray'}
      px="sm"
      leftSection={<Icon size={18} aria-hidden />}
      onClick={onOpen}
    >
      {shift === null
        ? t('shift.chipNone')
        : t(shift.isOverdue ? 'shift.chipOverdue' : 'shift.chip', { no: shift.shiftNo, at: format.time(shift.openedAt) })}
    </Button>
  );
}
