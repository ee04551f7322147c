import { EmptyState, ErrorNotice, newId, StateBadge, useFormat, type Tone } from '@jifen/ui';
import { Button, Center, Group, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconKey, IconLock, IconLockOpen, IconUserOff, IconUsers, type Icon } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Staff, StaffRecord } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { useRowKeys } from '../keys/use-row-keys.ts';
import { roleKeyOf } from '../sign-in/role.ts';
import pageClasses from '../shell/page.module.css';
import { Waiting } from '../shell/waiting.tsx';
import { PinPanel } from './pin-panel.tsx';
import { useStaffRecords } from './queries.ts';
import classes from './staff.module.css';

/** The people of this branch: a new PIN, an open door. HQ is where people are made. */
export function StaffScreen({ staff }: { readonly staff: Staff }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={pageClasses['page']}>
      <div>
        <Title order={1} size="h2">
          {t('staff.title')}
        </Title>
        <Text c="dimmed">{t('staff.hint')}</Text>
      </div>
      {staff.role === 'cashier' ? (
        <section className={`jifen-surface ${pageClasses['card'] ?? ''} ${pageClasses['ofRows'] ?? ''}`}>
          <EmptyState icon={IconLock} title={t('staff.notYours')} hint={t('staff.notYoursHint')} />
        </section>
      ) : (
        <People />
      )}
    </div>
  );
}

function People(): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const records = useStaffRecords();
  const unlock = useAct(api.unlockPin, ['staff']);
  const [changed, setChanged] = useState<StaffRecord | null>(null);
  const list = useRef<HTMLElement>(null);
  useRowKeys(list);
  const answer = errorAnswerOf(records.error ?? unlock.error);
  if (records.data === undefined) {
    return (
      <Center mih={200}>{answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void records.refetch()} />}</Center>
    );
  }
  const { items } = records.data;
  return (
    <section
      ref={list}
      className={`jifen-surface ${pageClasses['card'] ?? ''} ${pageClasses['ofRows'] ?? ''}`}
      aria-label={t('staff.list')}
    >
      {answer !== null && <ErrorNotice error={answer} onClose={unlock.reset} />}
      {items.length === 0 && <EmptyState icon={IconUsers} title={t('staff.empty')} hint={t('staff.emptyHint')} />}
      <ul className={`${pageClasses['rows'] ?? ''} ${classes['people'] ?? ''}`}>
        {items.map((person) => (
          <li key={person.id}>
            <Person person={person} />
            <Group gap="xs" wrap="nowrap">
              {person.isLocked && (
                <Button
                  variant="default"
                  leftSection={<IconLockOpen size={20} aria-hidden />}
                  aria-label={t('staff.unlockOf', { name: person.name })}
                  loading={unlock.isPending && unlock.variables.staffId === person.id}
                  onClick={() => unlock.mutate({ staffId: person.id, id: newId() })}
                >
                  {t('staff.unlock')}
                </Button>
              )}
              <Button
                variant="default"
                leftSection={<IconKey size={20} aria-hidden />}
                aria-label={t('staff.newPinOf', { name: person.name })}
                disabled={!person.isActive}
                onClick={() => setChanged(person)}
              >
                {t('staff.newPin')}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
      {changed !== null && <PinPanel person={changed} onClose={() => setChanged(null)} />}
    </section>
  );
}

type State = 'inactive' | 'locked' | 'once' | 'ready';
const looks: Readonly<Record<State, { readonly tone: Tone; readonly icon: Icon }>> = {
  inactive: { tone: 'neutral', icon: IconUserOff },
  locked: { tone: 'bad', icon: IconLock },
  once: { tone: 'waiting', icon: IconKey },
  ready: { tone: 'good', icon: IconCircleCheck },
};

function Person({ person }: { readonly person: StaffRecord }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const state = stateOf(person);
  return (
    <div className={classes['who']}>
      <Group gap="sm" wrap="nowrap">
        <Text fw={650}>{person.name}</Text>
        <Text c="dimmed" size="sm">
          {t(`signIn.role.${roleKeyOf(person.role)}`)}
        </Text>
        <StateBadge {...looks[state]}>{t(`staff.state.${state}`, { n: format.count(person.failures) })}</StateBadge>
      </Group>
      <Text size="sm" c="dimmed">
        {person.lastSignedInAt === null ? t('staff.never') : t('staff.last', { at: format.dateTime(person.lastSignedInAt) })}
      </Text>
    </div>
  );
}

function stateOf({ isActive, isLocked, mustChangePin }: StaffRecord): State {
  if (!isActive) return 'inactive';
  if (isLocked) return 'locked';
  return mustChangePin ? 'once' : 'ready';
}
