import { SegmentedControl, VisuallyHidden } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { GrantDesk } from '../grant/grant-desk.tsx';
import { KeyHint } from '../keys/key-hint.tsx';
import { MemberPanel } from '../member/member-panel.tsx';
import { RegisterDrawer } from '../member/register-drawer.tsx';
import classes from './counter.module.css';
import { FinishedSale } from './finished-sale.tsx';
import { RedeemWork } from './redeem-work.tsx';
import { SaleWork } from './sale-work.tsx';
import { useCounterWork } from './use-counter-work.ts';
import type { Mode } from './use-desk.ts';

/** The whole counter on one screen: who, what, how much. Member, total and the acting button stay where they are. */
export function CounterScreen(): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { desk, fields, panels, chooseMember, lookUp, bus } = useCounterWork(text, setText);
  const { counter, member, redemption, mode, setMode, leaveRedemption } = desk;
  const { draft, finished } = counter;
  const { search, registering, grant, setRegistering, setGrant } = panels;

  const modeChoice = <ModeChoice mode={mode} onChoose={setMode} />;
  return (
    <div className={classes['counter']}>
      <VisuallyHidden component="h1">{t('shell.counter')}</VisuallyHidden>
      <section className={`jifen-surface ${classes['panel'] ?? ''}`} data-place="member" aria-label={t('member.panel')}>
        <MemberPanel
          memberId={draft.memberId}
          alias={draft.alias}
          isSearching={search.isOn}
          fieldRef={fields.searchRef}
          onSearch={search.start}
          onLeaveSearch={search.leave}
          onNobody={() => panels.setWho(null, null)}
          onMember={chooseMember}
          onAlias={(alias) => panels.setWho(null, alias)}
          onRegister={setRegistering}
          onGrant={setGrant}
        />
        <GrantDesk scanned={grant} onChange={setGrant} onMember={chooseMember} />
      </section>
      {finished !== null && <FinishedSale finished={finished} onNext={counter.next} />}
      {finished === null && mode === 'sale' && (
        <SaleWork
          {...{ counter, member, text }}
          fieldRef={fields.scanRef}
          receivedRef={fields.receivedRef}
          onText={setText}
          onCode={lookUp}
          onGrant={setGrant}
          onReceipt={(receipt) => bus.deliver({ kind: 'receipt', receipt })}
        >
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
      <KeyHint action="mode" />
    </div>
  );
}
