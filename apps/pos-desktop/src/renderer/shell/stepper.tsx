import { ActionIcon, Text } from '@mantine/core';
import { IconMinus, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './stepper.module.css';

export type StepperProps = {
  /** What is counted. */
  readonly of: string;
  readonly value: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** Below one, where that makes sense. */
  readonly onRemove?: () => void;
};

/** A whole number by two buttons. */
export function Stepper({ of, value, max, onChange, onRemove }: StepperProps): ReactNode {
  const { t } = useTranslation();
  const isRemoval = value <= 1 && onRemove !== undefined;
  return (
    <fieldset className={classes['stepper']} aria-label={t('shell.quantityOf', { name: of })}>
      <ActionIcon
        size={48}
        variant="transparent"
        color="gray"
        aria-label={isRemoval ? t('shell.remove', { name: of }) : t('shell.less', { name: of })}
        disabled={value <= 1 && !isRemoval}
        onClick={isRemoval ? onRemove : () => onChange(value - 1)}
      >
        {isRemoval ? <IconTrash size={20} aria-hidden /> : <IconMinus size={20} aria-hidden />}
      </ActionIcon>
      <Text component="output" className={`jifen-number ${classes['value'] ?? ''}`}>
        {value}
      </Text>
      <ActionIcon
        size={48}
        variant="transparent"
        color="gray"
        aria-label={t('shell.more', { name: of })}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      >
        <IconPlus size={20} aria-hidden />
      </ActionIcon>
    </fieldset>
  );
}
