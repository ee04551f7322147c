import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { BarrierBanner } from '../life/barrier-banner.tsx';
import { SignInAgain } from '../sign-in/sign-in-again.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { Mark } from './mark.tsx';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';

/** Navigation beside every screen; below 992 px it hides behind a button. */
export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const [location] = useLocation();
  useEffect(close, [location, close]);
  return (
    <AppShell
      padding="lg"
      header={{ height: { base: 52, md: 0 } }}
      navbar={{ width: 228, breakpoint: 'md', collapsed: { mobile: !isOpen } }}
      transitionDuration={120}
    >
      <a href="#content" className={classes['skip']}>
        {t('shell.skip')}
      </a>
      <AppShell.Header hiddenFrom="md" className={classes['header']}>
        <Group h="100%" px="md" gap="sm">
          <Burger opened={isOpen} onClick={toggle} size="sm" aria-label={t(isOpen ? 'shell.closeNavigation' : 'shell.openNavigation')} />
          <Mark size={24} />
          <Text fw={650}>{t('shell.name')}</Text>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes['navbar']} aria-label={t('shell.navigation')}>
        <Group gap="sm" px="md" h={64} visibleFrom="md" wrap="nowrap">
          <Mark size={28} />
          <Text fw={650} size="lg">
            {t('shell.name')}
          </Text>
        </Group>
        <Navigation />
        <AccountMenu />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes['main']}>
        <BarrierBanner />
        {children}
      </AppShell.Main>
      <ConnectionNotice />
      <SignInAgain />
    </AppShell>
  );
}
