import { Button, Group } from '@mantine/core';
import { IconArrowMerge, IconArrowsSplit2, IconDots, IconUserX, type Icon } from '@tabler/icons-react';
import { useDisclosure, useId } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberRecord } from '../member/queries.ts';
import { Dialog } from '../piece/dialog.tsx';
import { EraseForm } from './erase-form.tsx';
import { MergeForm } from './merge-form.tsx';
import { UnmergeForm } from './unmerge-form.tsx';

type Act = 'merge' | 'unmerge' | 'erase';
type NamedAct = { readonly name: Act; readonly icon: Icon };

/** What is seldom done to a member, and only by HQ: who this person is, and that they be forgotten. */
export function PersonActions({ member }: { readonly member: MemberRecord }): ReactNode {
  const { t } = useTranslation();
  const [act, setAct] = useState<Act | null>(null);
  const [isOpen, list] = useDisclosure(false);
  const listId = useId();
  const close = (): void => setAct(null);
  const unmerge: readonly NamedAct[] = member.links.length > 0 ? [{ name: 'unmerge', icon: IconArrowsSplit2 }] : [];
  const acts: readonly NamedAct[] = [{ name: 'merge', icon: IconArrowMerge }, ...unmerge, { name: 'erase', icon: IconUserX }];
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDots size={15} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={list.toggle}
      >
        {t('person.more')}
      </Button>
      <Group id={listId} gap="xs" w="100%" hidden={!isOpen}>
        {acts.map(({ name, icon: Icon }) => (
          <Button
            key={name}
            size="xs"
            variant="light"
            color={name === 'erase' ? 'red' : 'gray'}
            leftSection={<Icon size={15} aria-hidden />}
            onClick={() => setAct(name)}
          >
            {t(`person.${name}`)}
          </Button>
        ))}
      </Group>
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
