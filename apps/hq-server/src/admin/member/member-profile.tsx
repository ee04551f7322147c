import { Text } from '@mantine/core';
import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchName } from '../branch/queries.ts';
import { Facts } from '../piece/facts.tsx';
import { Figures } from '../piece/figures.tsx';
import type { MemberRecord } from './queries.ts';

export function MemberFigures({ member }: { readonly member: MemberRecord }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Figures
      figures={[
        { label: t('member.available'), value: format.count(member.available) },
        { label: t('member.points'), value: format.count(member.points) },
        { label: t('member.debt'), value: format.count(member.debt), ...(member.debt > 0 ? { tone: 'bad' as const } : {}) },
        { label: t('member.experience'), value: format.count(member.experience) },
      ]}
    />
  );
}

export function MemberProfile({ member }: { readonly member: MemberRecord }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  return (
    <Facts
      facts={[
        { label: t('member.cards'), value: <Cards cards={member.cards} /> },
        ...(member.retiredCards.length === 0 ? [] : [{ label: t('member.retiredCards'), value: <Cards cards={member.retiredCards} /> }]),
        { label: t('member.phone'), value: <Given text={member.phone ?? member.phoneMasked} /> },
        { label: t('member.idNumber'), value: <Given text={member.idNumber} /> },
        { label: t('member.birthday'), value: <Given text={member.birthday} /> },
        { label: t('member.address'), value: <Given text={member.address} /> },
        { label: t('member.password'), value: t(member.hasPassword ? 'member.hasPassword' : 'member.noPassword') },
        ...(member.linkedIds.length === 0
          ? []
          : [{ label: t('member.merged'), value: t('member.linked', { n: member.linkedIds.length }) }]),
        { label: t('member.homeBranch'), value: branchName(member.homeBranch) },
        { label: t('member.joinedAt'), value: format.dateTime(member.joinedAt) },
        { label: t('member.totalSpend'), value: format.yuan(member.totalSpendFen) },
        { label: t('member.purchases'), value: format.count(member.purchases) },
        {
          label: t('member.lastPurchaseAt'),
          value: member.lastPurchaseAt === null ? t('piece.never') : format.dateTime(member.lastPurchaseAt),
        },
      ]}
    />
  );
}

function Given({ text }: { readonly text: string | null }): ReactNode {
  const { t } = useTranslation();
  return text === null || text === '' ? (
    <Text span inherit c="dimmed">
      {t('member.none')}
    </Text>
  ) : (
    text
  );
}

function Cards({ cards }: { readonly cards: readonly string[] }): ReactNode {
  return cards.map((card) => <div key={card}>{card}</div>);
}
