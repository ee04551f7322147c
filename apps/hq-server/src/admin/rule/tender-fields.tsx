import { Checkbox, Group } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { TENDER_METHODS } from '@jifen/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleDraft } from './rule-draft.ts';
import { RuleSection } from './rule-section.tsx';

export function TenderFields({ form }: { readonly form: UseFormReturnType<RuleDraft> }): ReactNode {
  const { t } = useTranslation();
  return (
    <RuleSection title={t('rule.editor.excluded')} hint={t('rule.editor.excludedHint')}>
      <Group gap="lg">
        <Checkbox checked disabled readOnly label={t('tender.medical_insurance')} />
        <Checkbox.Group aria-label={t('rule.editor.excluded')} {...form.getInputProps('excludedTenders')}>
          <Group gap="lg">
            {TENDER_METHODS.filter((method) => method !== 'medical_insurance').map((method) => (
              <Checkbox key={method} value={method} label={t(`tender.${method}`)} />
            ))}
          </Group>
        </Checkbox.Group>
      </Group>
    </RuleSection>
  );
}
