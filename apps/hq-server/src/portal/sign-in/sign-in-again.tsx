import { ExpiredDialog } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSessionStore } from '../session.ts';
import { useSignOut } from './queries.ts';
import { SignInForm } from './sign-in-form.tsx';

export function SignInAgain(): ReactNode {
  const { t } = useTranslation();
  return (
    <ExpiredDialog
      store={useSessionStore()}
      title={t('signIn.againTitle')}
      hintFor={(name) => t('signIn.againHint', { name })}
      leaveLabel={t('signIn.leave')}
      onLeave={useSignOut()}
      Form={SignInForm}
    />
  );
}
