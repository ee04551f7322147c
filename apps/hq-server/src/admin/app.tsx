import { AppFrame, CrashBoundary, PersonScope } from '@jifen/ui';
import { useDocumentTitle } from '@mantine/hooks';
import type { QueryClient } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { HqProvider, type Hq } from './hq.ts';
import { ScreenSkeleton } from './piece/screen-skeleton.tsx';
import { HOME, screens } from './screens.ts';
import { SessionProvider, useSession, useSessionStore, type StaffSessionStore } from './session.ts';
import { NotFound, NotPermitted } from './shell/dead-end.tsx';
import { Shell } from './shell/shell.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';

type AppProps = { readonly store: StaffSessionStore; readonly hq: Hq; readonly i18n: i18n; readonly queryClient: QueryClient };

export function App({ store, hq, i18n, queryClient }: AppProps): ReactNode {
  return (
    <AppFrame density="admin" i18n={i18n} queryClient={queryClient}>
      <SessionProvider value={store}>
        <HqProvider value={hq}>
          <Router base="/admin">
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
  const { role } = useSession().person;
  const [location] = useLocation();
  return (
    <Shell>
      <CrashBoundary key={location.split('/')[1]}>
        <Suspense fallback={<ScreenSkeleton />}>
          <Switch>
            <Route path="/">
              <Redirect to={HOME} replace />
            </Route>
            {screens.map((screen) => (
              <Route key={screen.name} path={screen.path} component={screen.roles.includes(role) ? screen.component : NotPermitted} />
            ))}
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </CrashBoundary>
    </Shell>
  );
}
