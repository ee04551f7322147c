import { useFormat } from '@jifen/ui';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClockPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShift } from './queries.ts';
import classes from './shift.module.css';

/** Which shift this is, in the header; leads to it. */
export function ShiftChip({ onOpen }: { readonly onOpen: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useShift();
  if (data === undefined) return null;
  const { shift } = data;
  const isOdd = shift === null || shift.isOverdue;
  const Icon = isOdd ? IconAlertTriangle : IconClockPlay;
  const words =
    shift === null
      ? t('shift.chipNone')
      : t(shift.isOverdue ? 'shift.chipOverdue' : 'shift.chip', { no: shortNoOf(shift.shiftNo), at: format.time(shift.openedAt) });
  return (
    <Button
      variant={isOdd ? 'light' : 'default'}
      color={isOdd ? 'amber' : 'gray'}
      px="sm"
      className={classes['chip'] ?? ''}
      leftSection={<Icon size={18} aria-hidden />}
      title={shift?.shiftNo}
      aria-label={words}
      onClick={onOpen}
    >
      <span className={classes['words']}>{words}</span>
    </Button>
  );
}

/** The terminal stands beside it in the header: `15A6-Z0042` is Z0042 here. */
function shortNoOf(shiftNo: string): string {
  return shiftNo.slice(shiftNo.lastIndexOf('-') + 1);
}
