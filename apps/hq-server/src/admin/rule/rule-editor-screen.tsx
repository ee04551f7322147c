import { Button, Skeleton } from '@mantine/core';
import { answerOf, ErrorNotice } from '@jifen/ui';
import { DEFAULT_LADDER, ruleAt, unixMs } from '@jifen/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PageHead } from '../piece/page-head.tsx';
import { useNow } from '../piece/use-now.ts';
import { useRules } from './queries.ts';
import { RuleEditor } from './rule-editor.tsx';

export function RuleEditorScreen(): ReactNode {
  const { t } = useTranslation();
  const query = useRules();
  const [newest] = query.data ?? [];
  const version = (newest?.version ?? 0) + 1;
  const now = useNow();
  return (
    <>
      <PageHead title={t('rule.editor.title', { n: version })} hint={t('rule.editor.hint')}>
        <Button component={Link} href="/rules" variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />}>
          {t('rule.editor.back')}
        </Button>
      </PageHead>
      {query.isPending && <Skeleton h={520} radius="lg" />}
      {query.isError && query.data === undefined && <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && (
        <RuleEditor
          base={newest ?? { ladder: DEFAULT_LADDER, campaigns: [], excludedTenders: [], expiryMonths: null }}
          previous={newest ?? null}
          current={newest === undefined ? null : ruleAt(query.data, unixMs(now))}
        />
      )}
    </>
  );
}
