import { Box, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { LanguageSwitch, ThemeSwitch } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../shell/mark.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <Box mih="100dvh" display="flex" style={{ flexDirection: 'column' }}>
      <Group component="header" justify="flex-end" p="md">
        <LanguageSwitch />
        <ThemeSwitch />
      </Group>
      <Center component="main" flex={1} px="md" pb={96}>
        <Stack w="100%" maw={380} gap="lg">
          <Stack align="center" gap="xs">
            <Mark size={48} />
            <Title order={1} size="h2">
              {t('signIn.title')}
            </Title>
            <Text c="dimmed">{t('signIn.subtitle')}</Text>
          </Stack>
          <Paper className="jifen-surface" p="xl" shadow="sm">
            <SignInForm />
          </Paper>
          <Text c="dimmed" size="sm" ta="center">
            {t('signIn.tagline')}
          </Text>
        </Stack>
      </Center>
    </Box>
  );
}
