import { Button, Group, Stack, Text } from '@mantine/core';
import { LanguageSwitch, ThemeSwitch } from '@jifen/ui';
import { IconLogout } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchName } from '../branch/queries.ts';
import { useSession } from '../session.ts';
import { useSignOut } from '../sign-in/queries.ts';
import classes from './shell.module.css';

/** Who is signed in, how the page looks, and the way out. */
export function AccountMenu(): ReactNode {
  const { t } = useTranslation();
  const { person } = useSession();
  const branchName = useBranchName();
  const signOut = useSignOut();
  return (
    <section className={classes['account']} aria-label={t('shell.account')}>
      <Stack gap="sm">
        <div>
          <Text fw={600} truncate>
            {person.name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {t(`role.${person.role}`)}
            {person.branchId !== null && ` · ${branchName(person.branchId)}`}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap" justify="space-between">
          <LanguageSwitch />
          <ThemeSwitch />
        </Group>
        <Button variant="default" leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          {t('shell.signOut')}
        </Button>
      </Stack>
    </section>
  );
}
