import { Group, NumberInput, Radio } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MONTH_LIMITS, type RuleDraft } from './rule-draft.ts';
import { RuleSection } from './rule-section.tsx';

export function ExpiryFields({ form }: { readonly form: UseFormReturnType<RuleDraft> }): ReactNode {
  const { t } = useTranslation();
  return (
    <RuleSection title={t('rule.editor.expiry')}>
      <Radio.Group aria-label={t('rule.editor.expiry')} {...form.getInputProps('expires')}>
        <Group gap="lg">
          <Radio value="never" label={t('rule.editor.never')} />
          <Radio value="limited" label={t('rule.editor.limited')} />
        </Group>
      </Radio.Group>
      {form.values.expires === 'limited' && (
        <NumberInput
          label={t('rule.editor.months')}
          description={t('rule.editor.monthsHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maw={260}
          hideControls
          allowDecimal={false}
          {...MONTH_LIMITS}
          {...form.getInputProps('expiryMonths')}
        />
      )}
    </RuleSection>
  );
}
