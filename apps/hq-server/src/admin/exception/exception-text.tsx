import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useFigureLabel } from '../shift/use-figure-label.ts';
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

/** Shown as the way there. */
const LINKED = ['memberId', 'members', 'shiftId'];

function Details({ detail }: Pick<ExceptionItem, 'detail'>): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const figureLabel = useFigureLabel();
  const entries = Object.entries(detail).filter(([name]) => !LINKED.includes(name));
  const textOf = (name: string, value: unknown): string => {
    if (typeof value === 'number') return name === 'at' || name.endsWith('At') ? format.dateTime(value) : format.count(value);
    if (name === 'wrong' && Array.isArray(value)) return value.map((path) => figureLabel(String(path))).join(t('exception.comma'));
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
        {typeof detail['shiftId'] === 'string' && (
          <Anchor component={Link} href={`/shifts/${detail['shiftId']}`} size="sm" display="inline-block" py={3}>
            {t('exception.openShift')}
          </Anchor>
        )}
      </Group>
    </>
  );
}

function membersOf(detail: ExceptionItem['detail']): readonly string[] {
  const named: readonly unknown[] = [detail['memberId'], ...(Array.isArray(detail['members']) ? detail['members'] : [])];
  return named.filter((id) => typeof id === 'string');
}
