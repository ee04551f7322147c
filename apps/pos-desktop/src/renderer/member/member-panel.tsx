import { ErrorNotice } from '@jifen/ui';
import { ActionIcon, Button, Group, Loader, Text, VisuallyHidden } from '@mantine/core';
import { IconId, IconUserPlus, IconUserSearch, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../keys/key-hint.tsx';
import type { Alias } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { MemberCard } from './member-card.tsx';
import { MemberSearch, type MemberSearchProps } from './member-search.tsx';
import classes from './member.module.css';
import { RecordPanel } from './record-panel.tsx';
import { useMember } from './queries.ts';

export type MemberPanelProps = MemberSearchProps & {
  readonly memberId: string | null;
  readonly alias: Alias | null;
  readonly onSearch: () => void;
  /** The sale goes on without a member. */
  readonly onNobody: () => void;
};

/** Who stands at the counter: the field to find them, or what the shop knows about them. */
export function MemberPanel(props: MemberPanelProps): ReactNode {
  const { t } = useTranslation();
  const { memberId, alias, isSearching } = props;
  const isChosen = memberId !== null || alias !== null;
  return (
    <>
      {isChosen && !isSearching ? <Chosen {...props} /> : <MemberSearch {...props} />}
      <Button
        variant="light"
        leftSection={<IconUserPlus size={20} aria-hidden />}
        rightSection={<KeyHint action="register" />}
        onClick={() => props.onRegister('')}
      >
        {t('member.register')}
      </Button>
    </>
  );
}

function Chosen({ memberId, alias, onSearch, onNobody }: MemberPanelProps): ReactNode {
  const { t } = useTranslation();
  const member = useMember(memberId);
  const [isRecordOpen, setRecordOpen] = useState(false);
  const answer = errorAnswerOf(member.error);
  const change = (
    <Group gap={6} wrap="nowrap" className={classes['fixed']}>
      <Button variant="default" px="xs" title={t('member.change')} rightSection={<KeyHint action="member" />} onClick={onSearch}>
        <IconUserSearch size={20} aria-hidden />
        <VisuallyHidden>{t('member.change')}</VisuallyHidden>
      </Button>
      <ActionIcon variant="default" aria-label={t('member.nobody')} title={t('member.nobody')} onClick={onNobody}>
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
  if (alias !== null) return <UnknownNumber alias={alias}>{change}</UnknownNumber>;
  if (member.data !== undefined) {
    return (
      <>
        <MemberCard member={member.data}>{change}</MemberCard>
        <Button variant="default" leftSection={<IconId size={20} aria-hidden />} onClick={() => setRecordOpen(true)}>
          {t('member.openRecord')}
        </Button>
        {isRecordOpen && <RecordPanel member={member.data} onClose={() => setRecordOpen(false)} />}
      </>
    );
  }
  if (answer === null) return <Loader m="auto" aria-label={t('shared.loading')} />;
  return (
    <>
      <ErrorNotice error={answer} onRetry={() => void member.refetch()} />
      {change}
    </>
  );
}

function UnknownNumber({ alias, children }: { readonly alias: Alias; readonly children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <div>
        <Text fw={650} size="lg">
          {t('member.aliasTitle')}
        </Text>
        <Text className="jifen-number">{alias.kind === 'card' ? alias.cardNumber : alias.phone}</Text>
        <Text c="dimmed" size="sm">
          {t('member.aliasHint')}
        </Text>
      </div>
      {children}
      <div className={classes['space']} />
    </>
  );
}
