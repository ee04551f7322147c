import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ExceptionItem } from './queries.ts';

/** What happened, in words for a person at HQ, with its details and the way to the members that it is about. */
export function ExceptionText({ exception }: { readonly exception: ExceptionItem }): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap={1} maw={560}>
      <Text inherit fw={500}>
        {t(`exception.is.${exception.kind}`, { defaultValue: exception.kind })}
      </Text>
      <Details detail={exception.detail} />
    </Stack>
  );
}

function Details({ detail }: Pick<ExceptionItem, 'detail'>): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const entries = Object.entries(detail).filter(([name]) => name !== 'memberId' && name !== 'members');
  const textOf = (name: string, value: unknown): string => {
    if (typeof value === 'number') return name === 'at' || name.endsWith('At') ? format.dateTime(value) : format.count(value);
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return (
    <>
      {entries.length > 0 && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {entries.map(([name, value]) => `${t(`exception.field.${name}`, { defaultValue: name })} ${textOf(name, value)}`).join(' · ')}
        </Text>
      )}
      <Group gap="md">
        {membersOf(detail).map((id, i) => (
          <Anchor key={id} component={Link} href={`/members/${id}`} size="sm" display="inline-block" py={3}>
            {t('exception.openMember', { n: i + 1 })}
          </Anchor>
        ))}
      </Group>
    </>
  );
}

function membersOf(detail: ExceptionItem['detail']): readonly string[] {
  const named: readonly unknown[] = [detail['memberId'], ...(Array.isArray(detail['members']) ? detail['members'] : [])];
  return named.filter((id) => typeof id === 'string');
}
