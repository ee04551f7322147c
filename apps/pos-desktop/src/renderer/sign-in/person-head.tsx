import { Avatar, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Staff } from '../api/model.ts';
import { roleKeyOf } from './role.ts';

/** Who it is about. */
export function PersonHead({ staff }: { readonly staff: Staff }): ReactNode {
  const { t } = useTranslation();
  return (
    <Group gap="sm" wrap="nowrap" miw={0}>
      <Avatar color="jade" radius="50%" size={48} aria-hidden>
        {staff.name.slice(0, 1)}
      </Avatar>
      <div>
        <Text fw={650} size="lg">
          {staff.name}
        </Text>
        <Text c="dimmed" size="sm">
          {t(`signIn.role.${roleKeyOf(staff.role)}`)}
        </Text>
      </div>
    </Group>
  );
}
