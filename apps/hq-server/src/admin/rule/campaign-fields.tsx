import { ActionIcon, Button, Group, NumberInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { newId } from '@jifen/ui';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleDraft } from './rule-draft.ts';
import classes from './rule-editor.module.css';
import { RowErrors, rowInputProps } from './row-fields.tsx';
import { RuleSection } from './rule-section.tsx';

export function CampaignFields({ form }: { readonly form: UseFormReturnType<RuleDraft> }): ReactNode {
  const { t } = useTranslation();
  const { campaigns } = form.values;
  return (
    <RuleSection title={t('rule.editor.campaigns')} hint={t('rule.editor.campaignsHint')}>
      {campaigns.length > 0 && (
        <div className={`${classes['campaign']} ${classes['heads']}`} aria-hidden>
          <span>{t('rule.editor.campaignName')}</span>
          <span>{t('rule.editor.category')}</span>
          <span>{t('rule.editor.rate')}</span>
        </div>
      )}
      {campaigns.map((campaign, i) => (
        <div key={campaign.key} className={classes['campaign']}>
          <TextInput
            aria-label={`${t('rule.editor.campaignName')} ${i + 1}`}
            maxLength={40}
            {...rowInputProps(form, `campaigns.${i}.name`)}
          />
          <TextInput
            aria-label={`${t('rule.editor.category')} ${i + 1}`}
            placeholder={t('rule.editor.categoryHint')}
            maxLength={40}
            {...rowInputProps(form, `campaigns.${i}.category`)}
          />
          <NumberInput
            aria-label={`${t('rule.editor.rate')} ${i + 1}`}
            prefix="×"
            decimalScale={2}
            step={0.5}
            hideControls
            allowNegative={false}
            {...rowInputProps(form, `campaigns.${i}.rate`)}
          />
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={t('rule.editor.removeCampaign', { name: campaign.name })}
            onClick={() => form.removeListItem('campaigns', i)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
          <RowErrors form={form} path={`campaigns.${i}`} />
        </div>
      ))}
      <Group>
        <Button
          variant="light"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => form.insertListItem('campaigns', { key: newId(), name: '', category: '', rate: 2 })}
        >
          {t('rule.editor.addCampaign')}
        </Button>
      </Group>
    </RuleSection>
  );
}
