import { EmptyState, ErrorNotice } from '@jifen/ui';
import { Text, UnstyledButton } from '@mantine/core';
import { IconLock, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffItem } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { KeyCap } from '../keys/key-hint.tsx';
import { useNumberedList } from '../keys/use-numbered-list.ts';
import { Choices } from '../shell/choices.tsx';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { Waiting } from '../shell/waiting.tsx';
import { PersonHead } from './person-head.tsx';
import { useStaff } from './queries.ts';
import classes from './sign-in.module.css';

export type StaffChoiceProps = {
  readonly label: string;
  /** Who may be chosen; everybody when absent. */
  readonly isOffered?: (staff: StaffItem) => boolean;
  readonly columns?: 1 | 2;
  readonly onChoose: (staff: StaffItem) => void;
};

/** People by name, by arrow keys or by their number. */
export function StaffChoice({ label, isOffered, columns = 2, onChoose }: StaffChoiceProps): ReactNode {
  const { t } = useTranslation();
  const staff = useStaff();
  const listRef = useNumberedList();
  if (staff.isError) {
    const answer = errorAnswerOf(staff.error);
    return answer === null ? null : <ErrorNotice error={answer} onRetry={() => void staff.refetch()} />;
  }
  if (staff.data === undefined) return <Waiting />;
  const items = isOffered === undefined ? staff.data.items : staff.data.items.filter(isOffered);
  if (items.length === 0) return <EmptyState icon={IconUsers} title={t('signIn.empty')} hint={t('signIn.emptyHint')} />;
  return (
    <Choices label={label} columns={columns} listRef={listRef}>
      {items.map((person, i) => (
        <UnstyledButton
          key={person.id}
          className={classes['person']}
          ref={i === 0 ? focusAtOnce : undefined}
          {...(i === 0 ? { 'data-autofocus': true } : {})}
          onClick={() => onChoose(person)}
        >
          <PersonHead staff={person} />
          <span className={classes['mark']}>
            {person.isLocked && (
              <>
                <IconLock size={18} aria-hidden />
                <Text size="sm" span>
                  {t('signIn.locked')}
                </Text>
              </>
            )}
            {i < 9 && <KeyCap name={String(i + 1)} />}
          </span>
        </UnstyledButton>
      ))}
    </Choices>
  );
}
