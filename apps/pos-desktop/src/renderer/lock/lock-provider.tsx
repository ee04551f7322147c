import { createFilledContext } from '@jifen/ui';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolledTill, Staff } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';
import { useKeysAnywhere } from '../keys/use-keys.ts';
import { Curtain } from '../shell/curtain.tsx';
import { SignInScreen } from '../sign-in/sign-in-screen.tsx';
import { useIdle } from './use-idle.ts';

export type Lock = {
  readonly lock: () => void;
  /** Somebody else may take over; until then the present person goes on. */
  readonly switchStaff: () => void;
};

const [LockContext, useLock] = createFilledContext<Lock>('the lock needs LockProvider around it');
export { useLock };

/**
 *   open ──idle, key──► locked ──PIN of anybody──► open      (a reload does not open it)
 *   open ──key──► switching ──PIN──► open;  ──back──► open
 */
type LockState = 'open' | 'locked' | 'switching';

const KEY = 'jifen.till.locked';
const MINUTE_MS = 60_000;

export type LockProviderProps = { readonly till: EnrolledTill; readonly staff: Staff; readonly children: ReactNode };

/** Draws the curtain over the counter; basket and dialogs stay under it as they were. */
export function LockProvider({ till, staff, children }: LockProviderProps): ReactNode {
  const { t } = useTranslation();
  const { api, session } = useTill();
  const [state, setState] = useState<LockState>(() => (sessionStorage.getItem(KEY) === null ? 'open' : 'locked'));
  useEffect(() => {
    if (state === 'locked') sessionStorage.setItem(KEY, 'locked');
    else sessionStorage.removeItem(KEY);
  }, [state]);
  const [lock] = useState<Lock>(() => ({ lock: () => setState('locked'), switchStaff: () => setState('switching') }));
  useIdle(till.idleLockMinutes === null ? null : till.idleLockMinutes * MINUTE_MS, lock.lock);
  useKeysAnywhere({ lock: lock.lock, switchStaff: lock.switchStaff });
  function leave(): void {
    void api.signOut().catch(() => undefined);
    sessionStorage.removeItem(KEY);
    session.signOut();
  }
  const open = (): void => setState('open');
  return (
    <LockContext value={lock}>
      {children}
      {state === 'locked' && (
        <Curtain label={t('signIn.titles.locked')}>
          <SignInScreen till={till} reason="locked" present={staff} onSignedIn={open} />
        </Curtain>
      )}
      {state === 'switching' && (
        <Curtain label={t('signIn.titles.switch')}>
          <SignInScreen till={till} reason="switch" present={staff} onSignedIn={open} onBack={open} onLeave={leave} />
        </Curtain>
      )}
    </LockContext>
  );
}
