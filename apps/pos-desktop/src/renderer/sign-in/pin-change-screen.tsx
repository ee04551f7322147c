import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolledTill, Staff } from '../api/model.ts';
import { PinChange } from './pin-change.tsx';
import { Welcome } from './welcome.tsx';

/** Before all else: a PIN that somebody else chose serves once. */
export function PinChangeScreen({ till, staff }: { readonly till: EnrolledTill; readonly staff: Staff }): ReactNode {
  const { t } = useTranslation();
  return (
    <Welcome place={till.branch.name}>
      <Stack gap="lg">
        <div>
          <Title order={1} size="h2">
            {t('signIn.mustChange')}
          </Title>
          <Text c="dimmed">{t('signIn.mustChangeHint')}</Text>
        </div>
        <PinChange staff={staff} onChanged={() => undefined} />
      </Stack>
    </Welcome>
  );
}
