import { Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type PageHeadProps = { readonly title: string; readonly hint?: string; readonly children?: ReactNode };

/** What the screen is, and on the right what one can do there. */
export function PageHead({ title, hint, children }: PageHeadProps): ReactNode {
  const { t } = useTranslation();
  useDocumentTitle(`${title} · ${t('shell.name')}`);
  return (
    <Group justify="space-between" align="flex-start" mb="lg" gap="md" mih={52}>
      <Stack gap={2}>
        <Title order={1} size="h3">
          {title}
        </Title>
        {hint !== undefined && (
          <Text c="dimmed" size="sm" maw={640}>
            {hint}
          </Text>
        )}
      </Stack>
      <Group gap="sm">{children}</Group>
    </Group>
  );
}
