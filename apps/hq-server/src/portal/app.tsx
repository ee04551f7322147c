import { Button } from '@mantine/core';
import { AppFrame, CrashBoundary, EmptyState, PersonScope } from '@jifen/ui';
import { IconMapQuestion } from '@tabler/icons-react';
import { useDocumentTitle } from '@mantine/hooks';
import type { QueryClient } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Route, Router, Switch, useLocation } from 'wouter';
import { GrantScreen } from './grant/grant-screen.tsx';
import { HomeScreen } from './home/home-screen.tsx';
import { HqProvider, type Hq } from './hq.ts';
import { NewOrderScreen } from './order/new-order-screen.tsx';
import { OrderScreen } from './order/order-screen.tsx';
import { Screen } from './piece/screen.tsx';
import { AddressScreen } from './profile/address-screen.tsx';
import { PasswordScreen } from './profile/password-screen.tsx';
import { PhoneScreen } from './profile/phone-screen.tsx';
import { ProfileScreen } from './profile/profile-screen.tsx';
import { RewardScreen } from './reward/reward-screen.tsx';
import { SessionProvider, useSessionStore, type MemberSessionStore } from './session.ts';
import { Shell } from './shell/shell.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { StatementScreen } from './statement/statement-screen.tsx';

type AppProps = { readonly store: MemberSessionStore; readonly hq: Hq; readonly i18n: i18n; readonly queryClient: QueryClient };

export function App({ store, hq, i18n, queryClient }: AppProps): ReactNode {
  return (
    <AppFrame density="portal" i18n={i18n} queryClient={queryClient}>
      <SessionProvider value={store}>
        <HqProvider value={hq}>
          <Router base="/m">
            <Gate />
          </Router>
        </HqProvider>
      </SessionProvider>
    </AppFrame>
  );
}

function Gate(): ReactNode {
  const { t } = useTranslation();
  useDocumentTitle(t('shell.name'));
  return (
    <PersonScope store={useSessionStore()} signedOut={<SignInPage />}>
      <Screens />
    </PersonScope>
  );
}

function Screens(): ReactNode {
  const [location] = useLocation();
  return (
    <Shell>
      <CrashBoundary key={location}>
        <Switch>
          <Route path="/" component={HomeScreen} />
          <Route path="/statement" component={StatementScreen} />
          <Route path="/rewards" component={RewardScreen} />
          <Route path="/rewards/:id/order" component={NewOrderScreen} />
          <Route path="/orders" component={OrderScreen} />
          <Route path="/grant" component={GrantScreen} />
          <Route path="/profile" component={ProfileScreen} />
          <Route path="/profile/phone" component={PhoneScreen} />
          <Route path="/profile/address" component={AddressScreen} />
          <Route path="/profile/password" component={PasswordScreen} />
          <Route component={NotFound} />
        </Switch>
      </CrashBoundary>
    </Shell>
  );
}

function NotFound(): ReactNode {
  const { t } = useTranslation();
  return (
    <Screen title={t('shell.notFoundTitle')}>
      <EmptyState icon={IconMapQuestion} title={t('shell.notFoundHint')}>
        <Button component={Link} href="/" variant="light">
          {t('shell.home')}
        </Button>
      </EmptyState>
    </Screen>
  );
}
