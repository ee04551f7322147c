import { TENDER_METHODS, type TenderMethod } from '@jifen/core';
import { Button, SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type MethodChoiceProps = {
  readonly label: string;
  readonly method: TenderMethod;
  readonly onChoose: (method: TenderMethod) => void;
};

export function MethodChoice({ label, method: chosen, onChoose }: MethodChoiceProps): ReactNode {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={3} spacing={8} verticalSpacing={8} role="group" aria-label={label}>
      {TENDER_METHODS.map((method) => (
        <Button
          key={method}
          variant={method === chosen ? 'filled' : 'default'}
          aria-pressed={method === chosen}
          px={4}
          fz={15}
          onClick={() => onChoose(method)}
        >
          {t(`tender.${method}`)}
        </Button>
      ))}
    </SimpleGrid>
  );
}
