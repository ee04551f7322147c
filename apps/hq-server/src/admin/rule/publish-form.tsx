import { Text } from '@mantine/core';
import type { Rule } from '@jifen/core';
import { answerOf, useFormat } from '@jifen/ui';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { usePublishRule } from './queries.ts';

/** The last look before a rule can never be changed again. */
export function PublishForm({ rule, onCancel }: { readonly rule: Rule; readonly onCancel: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const publish = usePublishRule();
  const saved = useSaved('rules');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        publish.mutate(rule, {
          onError: (error) => {
            // Someone was faster: with their version read, the draft becomes the one after it.
            if (answerOf(error).code === 'rule_version_not_next') void client.invalidateQueries({ queryKey: ['rules'] });
          },
          onSuccess: () => {
            navigate('/rules');
            saved(t('rule.editor.published', { n: rule.version }));
          },
        });
      }}
    >
      <Text>{t('rule.editor.confirmHint', { time: format.dateTime(rule.effectiveFrom) })}</Text>
      <FormFoot sending={publish} submitLabel={t('rule.editor.submit')} onCancel={onCancel} />
    </form>
  );
}
