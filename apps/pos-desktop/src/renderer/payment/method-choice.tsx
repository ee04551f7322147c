import { TENDER_METHODS, type TenderMethod } from '@jifen/core';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Choices } from '../shell/choices.tsx';
import classes from './method-choice.module.css';

export type MethodChoiceProps = {
  readonly label: string;
  readonly method: TenderMethod;
  readonly onChoose: (method: TenderMethod) => void;
};

export function MethodChoice({ label, method: chosen, onChoose }: MethodChoiceProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Choices label={label} columns={3}>
      {TENDER_METHODS.map((method) => (
        <Button
          key={method}
          variant={method === chosen ? 'filled' : 'default'}
          aria-pressed={method === chosen}
          px={4}
          className={classes['method'] ?? ''}
          onClick={() => onChoose(method)}
        >
          {t(`tender.${method}`)}
        </Button>
      ))}
    </Choices>
  );
}
