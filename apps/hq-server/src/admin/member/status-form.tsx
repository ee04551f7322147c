import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useSetMemberStatus, type MemberRecord } from './queries.ts';

export function StatusForm({ member, onDone }: { readonly member: MemberRecord; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const setStatus = useSetMemberStatus(member.id);
  const saved = useSaved('members');
  const { isActive } = member;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setStatus.mutate(
          { isActive: !isActive },
          {
            onSuccess: () => {
              onDone();
              saved(t(isActive ? 'member.change.deactivated' : 'member.change.activated'));
            },
          },
        );
      }}
    >
      <Text>{t(isActive ? 'member.change.deactivateHint' : 'member.change.activateHint')}</Text>
      <FormFoot
        sending={setStatus}
        isDestructive={isActive}
        submitLabel={t(isActive ? 'member.action.deactivate' : 'member.action.activate')}
        onCancel={onDone}
      />
    </form>
  );
}
