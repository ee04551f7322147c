import { Button, Menu } from '@mantine/core';
import { IconArrowMerge, IconArrowsSplit2, IconDots, IconUserX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberRecord } from '../member/queries.ts';
import { Dialog } from '../piece/dialog.tsx';
import { EraseForm } from './erase-form.tsx';
import { MergeForm } from './merge-form.tsx';
import { UnmergeForm } from './unmerge-form.tsx';

type Act = 'merge' | 'unmerge' | 'erase';

/** What is seldom done to a member, and only by HQ: who this person is, and that they be forgotten. */
export function PersonActions({ member }: { readonly member: MemberRecord }): ReactNode {
  const { t } = useTranslation();
  const [act, setAct] = useState<Act | null>(null);
  const close = (): void => setAct(null);
  return (
    <>
      <Menu position="bottom-end" zIndex={240}>
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconDots size={15} aria-hidden />}>
            {t('person.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconArrowMerge size={16} aria-hidden />} onClick={() => setAct('merge')}>
            {t('person.merge')}
          </Menu.Item>
          {member.links.length > 0 && (
            <Menu.Item leftSection={<IconArrowsSplit2 size={16} aria-hidden />} onClick={() => setAct('unmerge')}>
              {t('person.unmerge')}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconUserX size={16} aria-hidden />} onClick={() => setAct('erase')}>
            {t('person.erase')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Dialog title={t('person.mergeTitle', { name: member.name })} isOpen={act === 'merge'} onClose={close} size={620}>
        <MergeForm member={member} onDone={close} />
      </Dialog>
      <Dialog title={t('person.unmergeTitle')} isOpen={act === 'unmerge'} onClose={close} size={560}>
        <UnmergeForm member={member} onDone={close} />
      </Dialog>
      <Dialog title={t('person.eraseTitle', { name: member.name })} isOpen={act === 'erase'} onClose={close}>
        <EraseForm member={member} onDone={close} />
      </Dialog>
    </>
  );
}
