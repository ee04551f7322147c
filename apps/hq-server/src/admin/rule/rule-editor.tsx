import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { checkRule, unixMs, type Rule } from '@jifen/core';
import { sentenceOfError } from '@jifen/ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../piece/dialog.tsx';
import { useNow } from '../piece/use-now.ts';
import { CampaignFields } from './campaign-fields.tsx';
import { EffectiveFields } from './effective-fields.tsx';
import { ExpiryFields } from './expiry-fields.tsx';
import { LadderFields } from './ladder-fields.tsx';
import { PublishForm } from './publish-form.tsx';
import { draftOf, fieldOfProblem, findUnreadable, ruleOf, type RuleDraft } from './rule-draft.ts';
import classes from './rule-editor.module.css';
import { RulePreview } from './rule-preview.tsx';
import { TenderFields } from './tender-fields.tsx';

type RuleEditorProps = {
  readonly base: Pick<Rule, 'ladder' | 'campaigns' | 'excludedTenders' | 'expiryMonths'>;
  readonly previous: Rule | null;
  readonly current: Rule | null;
};

export function RuleEditor({ base, previous, current }: RuleEditorProps): ReactNode {
  const { t } = useTranslation();
  const [isConfirming, confirming] = useDisclosure(false);
  const [checked, setChecked] = useState<Rule | null>(null);
  const now = useNow(5_000);
  const findErrors = useFindErrors(previous, now);
  const form = useForm<RuleDraft>({ initialValues: draftOf(base, now), validate: findErrors });
  const version = (previous?.version ?? 0) + 1;
  const rule = Object.keys(findErrors(form.values)).length === 0 ? ruleOf(form.values, version, now) : null;
  const submit = form.onSubmit((draft) => {
    setChecked(ruleOf(draft, version, now));
    confirming.open();
  });
  return (
    <>
      <form noValidate onSubmit={submit} className={classes['columns']}>
        <Stack gap="md">
          <EffectiveFields form={form} />
          <LadderFields form={form} />
          <CampaignFields form={form} />
          <TenderFields form={form} />
          <ExpiryFields form={form} />
        </Stack>
        <Paper className={`jifen-surface ${classes['aside']}`} p="lg">
          <Stack>
            {rule === null ? <Text c="dimmed">{t('rule.editor.previewBroken')}</Text> : <RulePreview rule={rule} before={current} />}
            <Group justify="flex-end">
              <Button type="submit">{t('rule.editor.check')}</Button>
            </Group>
          </Stack>
        </Paper>
      </form>
      <Dialog title={t('rule.editor.confirmTitle', { n: version })} isOpen={isConfirming} onClose={confirming.close}>
        {checked !== null && <PublishForm rule={checked} onCancel={confirming.close} />}
      </Dialog>
    </>
  );
}

/** What is wrong with a draft, by field: first what cannot be read, then what core refuses. */
function useFindErrors(previous: Rule | null, now: number): (draft: RuleDraft) => Record<string, string> {
  const { t, i18n } = useTranslation();
  return (draft) => {
    const unreadable = Object.entries(findUnreadable(draft)).map(([field, word]) => [field, t(word)]);
    if (unreadable.length > 0) return Object.fromEntries(unreadable);
    const verdict = checkRule(ruleOf(draft, (previous?.version ?? 0) + 1, now), { earliestAt: unixMs(now), previous });
    if (verdict.ok) return {};
    const field = fieldOfProblem(verdict.error, draft.ladder) ?? 'ladder';
    return { [field]: sentenceOfError(verdict.error, { t, language: i18n.language }) };
  };
}
