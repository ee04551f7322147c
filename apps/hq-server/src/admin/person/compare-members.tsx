import { Badge, Table, Text, VisuallyHidden } from '@mantine/core';
import { useFormat, type Format } from '@jifen/ui';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchName } from '../branch/queries.ts';
import type { MemberItem } from '../member/queries.ts';
import classes from './compare-members.module.css';
import { useNameOf } from './use-name-of.ts';

type CompareMembersProps = {
  readonly members: readonly MemberItem[];
  /** Into whom the others would be merged. */
  readonly survivorId: string;
};

/** Members side by side, so that a person can tell whether they are the same; what differs stands out. */
export function CompareMembers({ members, survivorId }: CompareMembersProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const nameOf = useNameOf();
  return (
    <div className={classes['scroll']}>
      <Table className={classes['table']} aria-label={t('person.compared')} verticalSpacing={7} horizontalSpacing="md" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes['label']}>
              <VisuallyHidden>{t('member.name')}</VisuallyHidden>
            </Table.Th>
            {members.map((member) => (
              <Table.Th key={member.id} scope="col">
                <Text fw={650} inherit>
                  {nameOf(member)}
                </Text>
                {member.id === survivorId && (
                  <Badge variant="light" tt="none" mt={2}>
                    {t('person.stays')}
                  </Badge>
                )}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rowsOf(members, { t, format, branchName }).map(({ label, values }) => (
            <Table.Tr key={label} data-differs={new Set(values).size > 1 || undefined}>
              <Table.Th scope="row">{label}</Table.Th>
              {values.map((value, i) => (
                <Table.Td key={members[i]?.id}>{value}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

type RowInput = { readonly t: TFunction; readonly format: Format; readonly branchName: (id: string) => string };
type Row = { readonly label: string; readonly values: readonly string[] };

function rowsOf(members: readonly MemberItem[], { t, format, branchName }: RowInput): readonly Row[] {
  const row = (word: string, valueOf: (member: MemberItem) => string): Row => ({ label: t(word), values: members.map(valueOf) });
  return [
    row('member.cards', ({ cards }) => (cards.length === 0 ? '—' : cards.join(' '))),
    row('member.phone', ({ phoneMasked }) => phoneMasked ?? '—'),
    row('member.tier', ({ tier }) => tier.name),
    row('member.points', ({ points }) => format.count(points)),
    ...(members.some(({ debt }) => debt > 0) ? [row('member.debt', ({ debt }) => format.count(debt))] : []),
    row('member.totalSpend', ({ totalSpendFen }) => format.yuan(totalSpendFen)),
    row('member.lastPurchaseAt', ({ lastPurchaseAt }) => (lastPurchaseAt === null ? t('piece.never') : format.date(lastPurchaseAt))),
    row('member.joinedAt', ({ joinedAt }) => format.date(joinedAt)),
    row('member.homeBranch', ({ homeBranch }) => branchName(homeBranch)),
  ];
}
