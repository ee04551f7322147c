import { Stack, Textarea, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type BranchFieldName = 'name' | 'address' | 'contact' | 'openingHours' | 'promotions';

/** What a branch tells about itself, when it is made and when it is edited. */
export function BranchFields({ of }: { readonly of: (name: BranchFieldName) => GetInputPropsReturnType }): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <TextInput label={t('branch.name')} withAsterisk data-autofocus maxLength={60} {...of('name')} />
      <TextInput label={t('branch.address')} maxLength={200} {...of('address')} />
      <TextInput label={t('branch.contact')} maxLength={60} {...of('contact')} />
      <TextInput label={t('branch.openingHours')} maxLength={200} {...of('openingHours')} />
      <Textarea label={t('branch.promotions')} autosize minRows={3} maxLength={1000} {...of('promotions')} />
    </Stack>
  );
}
