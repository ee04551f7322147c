import { parseLookup } from '@jifen/core';
import { EmptyState } from '@jifen/ui';
import { Badge, Button, Group, Text, UnstyledButton } from '@mantine/core';
import { IconUserQuestion } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alias, MemberItem } from '../api/model.ts';
import { cardOf } from './card-of.ts';
import classes from './member.module.css';

export type MemberListProps = {
  readonly listRef: RefObject<HTMLUListElement | null>;
  readonly found: readonly MemberItem[];
  readonly onMember: (memberId: string) => void;
};

export function MemberList({ listRef, found, onMember }: MemberListProps): ReactNode {
  const { t } = useTranslation();
  return (
    <ul ref={listRef} className={classes['results']}>
      {found.map((member) => (
        <li key={member.id}>
          <UnstyledButton className={classes['result']} onKeyDown={moveBetween} onClick={() => onMember(member.id)}>
            <Group justify="space-between" wrap="nowrap" gap="xs">
              <Text fw={700} truncate>
                {member.name}
              </Text>
              <Badge variant="light" tt="none" color={member.isActive ? 'jade' : 'gray'} className={classes['fixed']}>
                {member.isActive ? member.tier.name : t('member.inactive')}
              </Badge>
            </Group>
            <Text size="sm" c="dimmed" className="jifen-number">
              {[member.phoneMasked, cardOf(member)].filter((part) => part !== null).join(' · ')}
            </Text>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

export type NotFoundProps = {
  readonly text: string;
  readonly onAlias: (alias: Alias) => void;
  readonly onRegister: (typed: string) => void;
};

/** Nobody has it: register, or keep the points on the number as it is. */
export function NotFound({ text, onAlias, onRegister }: NotFoundProps): ReactNode {
  const { t } = useTranslation();
  const alias = aliasOf(text);
  return (
    <EmptyState
      icon={IconUserQuestion}
      title={t('member.notFound', { text })}
      hint={alias === null ? t('member.notFoundHint') : t('member.useAliasHint')}
    >
      {alias !== null && (
        <Button variant="default" fullWidth onClick={() => onAlias(alias)}>
          {t('member.useAlias')}
        </Button>
      )}
      <Button variant="default" fullWidth onClick={() => onRegister(text)}>
        {t('member.registerTitle')}
      </Button>
    </EmptyState>
  );
}

function aliasOf(text: string): Alias | null {
  const lookup = parseLookup(text);
  if (lookup.kind === 'card') return { kind: 'card', cardNumber: lookup.cardNumber };
  return lookup.kind === 'phone' ? { kind: 'phone', phone: lookup.phone } : null;
}

/** Up and down go from one found member to the next. */
function moveBetween(event: KeyboardEvent<HTMLButtonElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const buttons = [...(event.currentTarget.closest('ul')?.querySelectorAll('button') ?? [])];
  buttons[buttons.indexOf(event.currentTarget) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  event.preventDefault();
}
