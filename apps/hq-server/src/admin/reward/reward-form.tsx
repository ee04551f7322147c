import { useForm } from '@mantine/form';
import { fen, formatYuan, mayBeGivenAway, parseYuan } from '@jifen/core';
import { newId } from '@jifen/ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useSend } from '../piece/use-send.ts';
import { wholeOf } from '../piece/whole-of.ts';
import { useSaveReward, type RewardRecord } from './queries.ts';
import { RewardFields, type RewardDraft } from './reward-fields.tsx';

const FIELD_BY_CODE = {
  reward_name_empty: 'name',
  reward_category_empty: 'category',
  reward_points_out_of_range: 'points',
  reward_cash_out_of_range: 'cash',
  reward_not_allowed: 'drugClass',
} as const;

type RewardFormProps = { readonly reward: RewardRecord | null; readonly onDone: () => void };

export function RewardForm({ reward, onDone }: RewardFormProps): ReactNode {
  const { t } = useTranslation();
  const [id] = useState(() => reward?.id ?? newId());
  const saved = useSaved('rewards');
  const form = useForm<RewardDraft>({
    initialValues: {
      name: reward?.name ?? '',
      category: reward?.category ?? '',
      drugClass: reward?.drugClass ?? 'general',
      points: reward?.points ?? '',
      cash: formatYuan(fen(reward?.cashFen ?? 0)),
      pictureUrl: reward?.pictureUrl ?? '',
      isActive: reward?.isActive ?? true,
    },
    validate: {
      name: (name) => (name.trim() === '' ? t('error.reward_name_empty') : null),
      category: (category) => (category.trim() === '' ? t('error.reward_category_empty') : null),
      drugClass: (drugClass) => (mayBeGivenAway(drugClass) ? null : t('error.reward_not_allowed')),
      points: (points) => (wholeOf(points) < 1 ? t('error.reward_points_out_of_range') : null),
      cash: (text) => {
        const cash = parseYuan(text);
        return cash.ok ? null : t(`error.${cash.error.code}`);
      },
    },
  });
  const sending = useSend(useSaveReward(reward === null), { fieldByCode: FIELD_BY_CODE, setErrors: form.setErrors });
  const submit = form.onSubmit(({ name, category, points, cash, pictureUrl, ...rest }) => {
    const amount = parseYuan(cash);
    if (!amount.ok) return;
    const picture = pictureUrl.trim();
    const texts = { name: name.trim(), category: category.trim(), pictureUrl: picture === '' ? null : picture };
    sending.send({ id, ...rest, ...texts, points: wholeOf(points), cashFen: amount.value }, () => {
      onDone();
      saved();
    });
  });
  return (
    <form noValidate onSubmit={submit}>
      <RewardFields form={form} />
      <FormFoot sending={sending} submitLabel={t(reward === null ? 'reward.submitCreate' : 'shared.save')} onCancel={onDone} />
    </form>
  );
}
