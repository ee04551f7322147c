import { Button, Group, Stack } from '@mantine/core';
import { answerOf, ErrorNotice } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type FormFootProps = {
  readonly sending: { readonly error: Error | null; readonly isPending: boolean };
  readonly submitLabel: string;
  /** Names a destructive verb in the colour of one. */
  readonly isDestructive?: boolean;
  readonly onCancel: () => void;
};

/** The way back is the safe choice and comes first. */
export function FormFoot({ sending, submitLabel, isDestructive = false, onCancel }: FormFootProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap="md" mt="md">
      {sending.error !== null && <ErrorNotice error={answerOf(sending.error)} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('shared.cancel')}
        </Button>
        <Button type="submit" {...(isDestructive ? { color: 'red' } : {})} loading={sending.isPending}>
          {submitLabel}
        </Button>
      </Group>
    </Stack>
  );
}
