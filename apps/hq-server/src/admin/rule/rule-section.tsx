import { Fieldset, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

type RuleSectionProps = { readonly title: string; readonly hint?: string; readonly error?: ReactNode; readonly children: ReactNode };

/** One group of the editor's fields. */
export function RuleSection({ title, hint, error, children }: RuleSectionProps): ReactNode {
  return (
    <Fieldset
      className="jifen-surface"
      p="lg"
      m={0}
      legend={title}
      variant="unstyled"
      styles={{ legend: { fontWeight: 600, float: 'left', width: '100%', padding: 0, marginBottom: 10 } }}
    >
      <Stack gap="sm" style={{ clear: 'both' }}>
        {hint !== undefined && (
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        )}
        {children}
        {error !== undefined && error !== null && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {error}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}
