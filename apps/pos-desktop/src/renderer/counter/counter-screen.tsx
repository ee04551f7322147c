import { SegmentedControl, VisuallyHidden } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alias, EnrolledTill } from '../api/model.ts';
import { GrantDesk } from '../grant/grant-desk.tsx';
import { MemberPanel } from '../member/member-panel.tsx';
import { RegisterDrawer } from '../member/register-drawer.tsx';
import { KeyHint } from '../shell/key-hint.tsx';
import { useTypingAt } from '../shell/use-typing-at.ts';
import { useKeys } from '../shell/use-keys.ts';
import classes from './counter.module.css';
import { FinishedSale } from './finished-sale.tsx';
import { RedeemWork } from './redeem-work.tsx';
import { SaleWork } from './sale-work.tsx';
import { useDesk, type Mode } from './use-desk.ts';

/** The whole counter on one screen: who, what, how much. Member, total and the acting button stay where they are. */
export function CounterScreen({ till }: { readonly till: EnrolledTill }): ReactNode {
  const { t } = useTranslation();
  const { counter, member, redemption, mode, setMode, setWho: setMember, act, leaveRedemption } = useDesk(till);
  const { draft, finished } = counter;
  const [isSearching, setSearching] = useState(false);
  const [registering, setRegistering] = useState<string | null>(null);
  const [grant, setGrant] = useState<string | null>(null);
  const { scanRef, searchRef, receivedRef } = useFields();

  function leaveSearch(): void {
    setSearching(false);
    scanRef.current?.focus();
  }
  function setWho(memberId: string | null, alias: Alias | null): void {
    setMember(memberId, alias);
    setRegistering(null);
    setGrant(null);
    leaveSearch();
  }
  function search(): void {
    setSearching(true);
    searchRef.current?.focus();
  }
  const chooseMember = (memberId: string): void => setWho(memberId, null);

  const keys = {
    F2: () => scanRef.current?.focus(),
    F4: search,
    F6: () => receivedRef.current?.focus(),
    F7: () => setRegistering(''),
    F8: () => setMode(mode === 'sale' ? 'redeem' : 'sale'),
    F9: act,
    Escape: leaveSearch,
  };
  useKeys(keys, registering === null && grant === null && finished === null);
  useTypingAt(scanRef);

  const modeChoice = <ModeChoice mode={mode} onChoose={setMode} />;
  return (
    <div className={classes['counter']}>
      <VisuallyHidden component="h1">{t('shell.counter')}</VisuallyHidden>
      <section className={`jifen-surface ${classes['panel'] ?? ''}`} aria-label={t('member.panel')}>
        <MemberPanel
          memberId={draft.memberId}
          alias={draft.alias}
          isSearching={isSearching}
          fieldRef={searchRef}
          onSearch={search}
          onLeaveSearch={leaveSearch}
          onNobody={() => setWho(null, null)}
          onMember={chooseMember}
          onAlias={(alias) => setWho(null, alias)}
          onRegister={setRegistering}
          onGrant={setGrant}
        />
        <GrantDesk scanned={grant} onChange={setGrant} isListening={registering === null} onMember={chooseMember} />
      </section>
      {finished !== null && <FinishedSale finished={finished} onNext={counter.next} />}
      {finished === null && mode === 'sale' && (
        <SaleWork {...{ counter, member, scanRef, receivedRef }} onMember={chooseMember} onGrant={setGrant}>
          {modeChoice}
        </SaleWork>
      )}
      {finished === null && mode === 'redeem' && (
        <RedeemWork draft={draft} member={member} redemption={redemption} onNext={leaveRedemption}>
          {modeChoice}
        </RedeemWork>
      )}
      {registering !== null && <RegisterDrawer typed={registering} onClose={() => setRegistering(null)} onMember={chooseMember} />}
    </div>
  );
}

/** The fields that keys jump to. */
function useFields() {
  return {
    scanRef: useRef<HTMLInputElement>(null),
    searchRef: useRef<HTMLInputElement>(null),
    receivedRef: useRef<HTMLInputElement>(null),
  };
}

function ModeChoice({ mode, onChoose }: { readonly mode: Mode; readonly onChoose: (mode: Mode) => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={classes['mode']}>
      <SegmentedControl
        fullWidth
        className={classes['choice']}
        aria-label={t('counter.mode')}
        value={mode}
        onChange={(value) => onChoose(value === 'redeem' ? 'redeem' : 'sale')}
        data={[
          { value: 'sale', label: t('counter.saleMode') },
          { value: 'redeem', label: t('counter.redeemMode') },
        ]}
      />
      <KeyHint name="F8" />
    </div>
  );
}
