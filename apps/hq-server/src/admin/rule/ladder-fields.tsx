import { ActionIcon, Button, Group, NumberInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { freeTierId, type RuleDraft } from './rule-draft.ts';
import classes from './rule-editor.module.css';
import { RowErrors, rowInputProps } from './row-fields.tsx';
import { RuleSection } from './rule-section.tsx';

export function LadderFields({ form }: { readonly form: UseFormReturnType<RuleDraft> }): ReactNode {
  const { t } = useTranslation();
  const { ladder } = form.values;
  return (
    <RuleSection title={t('rule.editor.ladder')} hint={t('rule.editor.ladderHint')} error={form.errors['ladder']}>
      <div className={`${classes['tier']} ${classes['heads']}`} aria-hidden>
        <span>{t('rule.editor.tierName')}</span>
        <span>{t('rule.editor.from')}</span>
        <span>{t('rule.editor.rate')}</span>
      </div>
      {ladder.map((tier, i) => (
        <div key={tier.id} className={classes['tier']}>
          <TextInput aria-label={`${t('rule.editor.tierName')} ${i + 1}`} maxLength={20} {...rowInputProps(form, `ladder.${i}.name`)} />
          <NumberInput
            aria-label={`${t('rule.editor.from')} ${i + 1}`}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            thousandSeparator=","
            {...rowInputProps(form, `ladder.${i}.fromExperience`)}
          />
          <NumberInput
            aria-label={`${t('rule.editor.rate')} ${i + 1}`}
            prefix="×"
            decimalScale={2}
            step={0.1}
            hideControls
            allowNegative={false}
            {...rowInputProps(form, `ladder.${i}.rate`)}
          />
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={t('rule.editor.removeTier', { name: tier.name })}
            disabled={ladder.length === 1}
            onClick={() => form.removeListItem('ladder', i)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
          <RowErrors form={form} path={`ladder.${i}`} />
        </div>
      ))}
      <Group>
        <Button
          variant="light"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => form.insertListItem('ladder', { id: freeTierId(ladder), name: '', fromExperience: '', rate: '' })}
        >
          {t('rule.editor.addTier')}
        </Button>
      </Group>
    </RuleSection>
  );
}
