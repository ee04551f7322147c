import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOfError, type ErrorAnswer } from '../sentence-of-error.ts';

export type ErrorNoticeProps = {
  readonly error: ErrorAnswer;
  readonly onRetry?: (() => void) | undefined;
  readonly onClose?: (() => void) | undefined;
};

/** A refusal or failure in a sentence, beside what caused it. */
export function ErrorNotice({ error, onRetry, onClose }: ErrorNoticeProps): ReactNode {
  const { t, i18n } = useTranslation();
  const closing = onClose === undefined ? {} : { withCloseButton: true, onClose, closeButtonLabel: t('shared.close') };
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} {...closing}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm">{sentenceOfError(error, { t, language: i18n.language })}</Text>
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('shared.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
