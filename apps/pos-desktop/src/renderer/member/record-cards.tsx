import { newId, sentenceOfError } from '@jifen/ui';
import { Badge, Button, Stack, Text, TextInput } from '@mantine/core';
import { IconCreditCard } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberDetail } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { PanelFoot } from '../shell/side-panel.tsx';
import { DoneNote } from './done-note.tsx';
import classes from './member.module.css';

/** The cards, a lost one and the one that replaces it. */
export function RecordCards({ member }: { readonly member: MemberDetail }): ReactNode {
  const { t, i18n } = useTranslation();
  const { api } = useTill();
  const [number, setNumber] = useState('');
  const [replaces, setReplaces] = useState<string | null>(null);
  const [id, setId] = useState(newId);
  const bind = useAct(api.bindCard, ['member']);
  const answer = errorAnswerOf(bind.error);
  const typed = number.trim();
  function submit(): void {
    bind.mutate(
      { memberId: member.id, id, cardNumber: typed === '' ? null : typed, replaces },
      {
        onSuccess: () => {
          setNumber('');
          setReplaces(null);
          setId(newId());
        },
      },
    );
  }
  return (
    <Stack gap="sm">
      <CardList cards={member.cards} replaces={replaces} onReplace={setReplaces} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t(replaces === null ? 'member.addCard' : 'member.replaceCard')}
            description={t('member.cardNumberHint')}
            inputMode="numeric"
            data-scans="text"
            autoComplete="off"
            value={number}
            error={answer === null ? null : sentenceOfError(answer, { t, language: i18n.language })}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          {bind.isSuccess && <DoneNote text={t('member.cardBound')} />}
          <PanelFoot>
            <Button type="submit" loading={bind.isPending}>
              {t(typed === '' ? 'member.issueCard' : 'member.bindCard')}
            </Button>
          </PanelFoot>
        </Stack>
      </form>
    </Stack>
  );
}

type CardListProps = {
  readonly cards: MemberDetail['cards'];
  /** The lost one that the next replaces. */
  readonly replaces: string | null;
  readonly onReplace: (cardNumber: string | null) => void;
};

function CardList({ cards, replaces, onReplace }: CardListProps): ReactNode {
  const { t } = useTranslation();
  return (
    <ul className={classes['cards']} aria-label={t('member.tab.cards')}>
      {cards.map(({ cardNumber, isActive }) => (
        <li key={cardNumber}>
          <IconCreditCard size={20} aria-hidden />
          <Text className="jifen-number" td={isActive ? undefined : 'line-through'}>
            {cardNumber}
          </Text>
          {isActive ? (
            <Button
              variant={replaces === cardNumber ? 'filled' : 'default'}
              aria-pressed={replaces === cardNumber}
              onClick={() => onReplace(replaces === cardNumber ? null : cardNumber)}
            >
              {t('member.lost')}
            </Button>
          ) : (
            <Badge color="gray" variant="light" tt="none">
              {t('member.replaced')}
            </Badge>
          )}
        </li>
      ))}
    </ul>
  );
}
