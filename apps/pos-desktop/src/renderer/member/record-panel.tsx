import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberDetail } from '../api/model.ts';
import classes from './member.module.css';
import { SidePanel } from '../shell/side-panel.tsx';
import { RecordCards } from './record-cards.tsx';
import { RecordProfile } from './record-profile.tsx';
import { RecordStatus } from './record-status.tsx';

export type RecordPanelProps = { readonly member: MemberDetail; readonly onClose: () => void };

/** All that this till may know of a member and change: the profile, the cards, whether they take part. */
export function RecordPanel({ member, onClose }: RecordPanelProps): ReactNode {
  const { t } = useTranslation();
  return (
    <SidePanel side="left" title={t('member.record', { name: member.name })} onClose={onClose}>
      <Tabs defaultValue="profile" keepMounted={false}>
        <Tabs.List grow mb="md">
          <Tabs.Tab className={classes['tab'] ?? ''} value="profile">
            {t('member.tab.profile')}
          </Tabs.Tab>
          <Tabs.Tab className={classes['tab'] ?? ''} value="cards">
            {t('member.tab.cards')}
          </Tabs.Tab>
          <Tabs.Tab className={classes['tab'] ?? ''} value="status">
            {t('member.tab.status')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="profile">
          <RecordProfile member={member} />
        </Tabs.Panel>
        <Tabs.Panel value="cards">
          <RecordCards member={member} />
        </Tabs.Panel>
        <Tabs.Panel value="status">
          <RecordStatus member={member} />
        </Tabs.Panel>
      </Tabs>
    </SidePanel>
  );
}
