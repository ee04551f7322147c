import { AppFrame, useSessionState } from '@jifen/ui';
import type { QueryClient } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { Suspense, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Router, Switch } from 'wouter';
import { ApiContext, type Api } from './api.ts';
import { ScreenSkeleton } from './piece/screen-skeleton.tsx';
import { HOME, screens } from './screens.ts';
import { SessionContext, useSession, useSessionStore, type StaffSessionStore } from './session.ts';
import { NotFound, NotPermitted } from './shell/dead-end.tsx';
import { Shell } from './shell/shell.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';

type AppProps = { readonly store: StaffSessionStore; readonly api: Api; readonly i18n: i18n; readonly queryClient: QueryClient };

export function App({ store, api, i18n, queryClient }: AppProps): ReactNode {
  return (
    <AppFrame density="admin" i18n={i18n} queryClient={queryClient}>
      <SessionContext value={store}>
        <ApiContext value={api}>
          <Router base="/admin">
            <Gate queryClient={queryClient} />
          </Router>
        </ApiContext>
      </SessionContext>
    </AppFrame>
  );
}

/** Everything below is made anew for another person, and nothing of the one before stays in memory. */
function Gate({ queryClient }: { readonly queryClient: QueryClient }): ReactNode {
  const { t } = useTranslation();
  const state = useSessionState(useSessionStore());
  const personId = state.kind === 'signed_out' ? null : state.session.person.id;
  const before = useRef(personId);
  useEffect(() => {
    document.title = t('shell.name');
  }, [t]);
  useEffect(() => {
    if (before.current !== personId) queryClient.clear();
    before.current = personId;
  }, [personId, queryClient]);
  return personId === null ? <SignInPage /> : <Screens key={personId} />;
}

function Screens(): ReactNode {
  const { role } = useSession().person;
  return (
    <Shell>
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
    </Shell>
  );
}
