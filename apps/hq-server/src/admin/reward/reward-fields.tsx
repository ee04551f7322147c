import { Checkbox, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { DRUG_CLASSES, mayBeGivenAway, type DrugClass } from '@jifen/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RewardPicture } from './reward-picture.tsx';

export type RewardDraft = {
  readonly name: string;
  readonly category: string;
  readonly drugClass: DrugClass;
  readonly points: number | string;
  readonly cash: string;
  readonly pictureUrl: string;
  readonly isActive: boolean;
};

export function RewardFields({ form }: { readonly form: UseFormReturnType<RewardDraft> }): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <TextInput label={t('reward.name')} withAsterisk data-autofocus maxLength={60} {...form.getInputProps('name')} />
      <Group grow align="flex-start">
        <TextInput label={t('reward.category')} withAsterisk maxLength={40} {...form.getInputProps('category')} />
        <DrugClassSelect {...form.getInputProps('drugClass')} />
      </Group>
      <Group grow align="flex-start">
        <NumberInput
          label={t('reward.points')}
          withAsterisk
          allowDecimal={false}
          allowNegative={false}
          hideControls
          thousandSeparator=","
          {...form.getInputProps('points')}
        />
        <TextInput
          label={t('reward.cashYuan')}
          description={t('reward.cashHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          inputMode="decimal"
          {...form.getInputProps('cash')}
        />
      </Group>
      <Group align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('reward.picture')}
          placeholder={t('reward.pictureHint')}
          maxLength={500}
          {...form.getInputProps('pictureUrl')}
        />
        <RewardPicture url={form.values.pictureUrl} size={56} />
      </Group>
      <Checkbox mt="xs" label={t('reward.isActive')} {...form.getInputProps('isActive', { type: 'checkbox' })} />
    </Stack>
  );
}

type DrugClassSelectProps = { readonly value?: DrugClass; readonly onChange?: (value: DrugClass) => void; readonly error?: ReactNode };

/** What the law does not let a shop give away can be seen, with the reason, but not chosen. */
function DrugClassSelect(props: DrugClassSelectProps): ReactNode {
  const { t } = useTranslation();
  const data = DRUG_CLASSES.map((drugClass) => {
    const name = t(`drugClass.${drugClass}`);
    const isAllowed = mayBeGivenAway(drugClass);
    return { value: drugClass, label: isAllowed ? name : t('reward.notAllowed', { name }), disabled: !isAllowed };
  });
  return (
    <Select
      label={t('reward.drugClass')}
      withAsterisk
      allowDeselect={false}
      data={data}
      value={props.value ?? null}
      error={props.error}
      onChange={(value) => {
        const chosen = DRUG_CLASSES.find((drugClass) => drugClass === value);
        if (chosen !== undefined) props.onChange?.(chosen);
      }}
    />
  );
}
