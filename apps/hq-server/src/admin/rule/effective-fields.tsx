import { Group, Radio, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleDraft } from './rule-draft.ts';
import { RuleSection } from './rule-section.tsx';

export function EffectiveFields({ form }: { readonly form: UseFormReturnType<RuleDraft> }): ReactNode {
  const { t } = useTranslation();
  return (
    <RuleSection title={t('rule.editor.effective')}>
      <Radio.Group aria-label={t('rule.editor.effective')} {...form.getInputProps('effective')}>
        <Group gap="lg">
          <Radio value="soon" label={t('rule.editor.soon')} />
          <Radio value="at" label={t('rule.editor.at')} />
        </Group>
      </Radio.Group>
      {form.values.effective === 'at' && (
        <TextInput type="datetime-local" label={t('rule.editor.atLabel')} maw={260} {...form.getInputProps('effectiveAt')} />
      )}
    </RuleSection>
  );
}
