import { Stack, Text } from '@mantine/core';
import { EmptyState, useFormat } from '@jifen/ui';
import { IconReceipt } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchName } from '../branch/queries.ts';
import { List } from '../piece/list.tsx';
import { useTierName } from '../rule/queries.ts';
import { explain, type ExplainedLine } from './explanation.ts';
import { useStatement, type StatementEntry } from './queries.ts';
import classes from './statement.module.css';

export function Statement({ memberId }: { readonly memberId: string }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <List
      label={t('member.statement.label')}
      query={useStatement(memberId)}
      keyOf={({ id, kind }) => `${id} ${kind}`}
      empty={<EmptyState icon={IconReceipt} title={t('member.statement.empty')} hint={t('member.statement.emptyHint')} />}
      columns={[
        { key: 'what', label: t('member.statement.why'), render: (entry) => <What entry={entry} /> },
        { key: 'points', label: t('member.statement.points'), isNumber: true, render: ({ points }) => <Signed n={points} /> },
        {
          key: 'experience',
          label: t('member.statement.experience'),
          isNumber: true,
          render: ({ experience }) => (experience === 0 ? '—' : format.signed(experience)),
        },
      ]}
    />
  );
}

function What({ entry }: { readonly entry: StatementEntry }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const tierName = useTierName();
  const explained = entry.explanation === null ? null : explain(entry.explanation, { t, format, tierName });
  return (
    <Stack gap={1} py={2}>
      <Text inherit>
        <strong>{t(`member.kind.${entry.kind}`)}</strong> · {format.dateTime(entry.at)} · {branchName(entry.branchId)}
      </Text>
      {explained !== null && (
        <Text size="sm" c="dimmed">
          {explained.why}
        </Text>
      )}
      {explained !== null && explained.lines.length > 0 && <Lines lines={explained.lines} />}
    </Stack>
  );
}

function Lines({ lines }: { readonly lines: readonly ExplainedLine[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <details className={classes['lines']}>
      <summary>{t('member.why.lines')}</summary>
      <ul>
        {lines.map(({ name, text }, i) => (
          <li key={i}>
            {name}：{text}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Signed({ n }: { readonly n: number }): ReactNode {
  const format = useFormat();
  return (
    <Text inherit fw={600} c={n > 0 ? 'var(--mantine-color-success)' : 'inherit'}>
      {n === 0 ? '—' : format.signed(n)}
    </Text>
  );
}
