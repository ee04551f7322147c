import { Text } from '@mantine/core';
import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../piece/data-table.tsx';
import type { ShiftRecord, ShiftTotals } from './queries.ts';
import { useFigureLabel } from './use-figure-label.ts';

type Row = { readonly path: string; readonly label: string; readonly reported: string; readonly held: string | null };

type TotalsTableProps = { readonly reported: ShiftTotals; readonly held: ShiftRecord['held'] };

/** The branch's sums and HQ's of the same events, line by line; what differs is marked in words. */
export function TotalsTable({ reported, held }: TotalsTableProps): ReactNode {
  const { t } = useTranslation();
  const rows = useRows(reported, held?.totals ?? null);
  const differing = new Set(held?.differences);
  return (
    <DataTable
      label={t('shift.compare')}
      items={rows}
      keyOf={({ path }) => path}
      columns={[
        { key: 'figure', label: t('shift.figure'), render: ({ label }) => label },
        { key: 'reported', label: t('shift.reported'), isNumber: true, render: (row) => row.reported },
        { key: 'held', label: t('shift.held'), isNumber: true, render: (row) => <Held row={row} isDiffering={differing.has(row.path)} /> },
      ]}
    />
  );
}

function Held({ row, isDiffering }: { readonly row: Row; readonly isDiffering: boolean }): ReactNode {
  const { t } = useTranslation();
  if (!isDiffering) return row.held ?? '—';
  return (
    <Text span inherit fw={600} c="var(--mantine-color-error)">
      {row.held} {t('shift.differs')}
    </Text>
  );
}

/** Lines that are nothing on either side are left out, but for the drawer's. */
function useRows(reported: ShiftTotals, held: ShiftTotals | null): readonly Row[] {
  const labelOf = useFigureLabel();
  const format = useFormat();
  const own = figuresOf(reported);
  const others = held === null ? null : figuresOf(held);
  return [...new Set([...own.keys(), ...(others?.keys() ?? [])])].flatMap((path) => {
    const [mine, theirs] = [own.get(path) ?? 0, others === null ? null : (others.get(path) ?? 0)];
    if (mine === 0 && (theirs ?? 0) === 0 && !path.startsWith('cash.')) return [];
    const show = path.endsWith('Fen') ? format.yuan : format.count;
    // HQ cannot know whether the line was cut.
    const isTold = theirs !== null && path !== 'counts.offline';
    return [{ path, label: labelOf(path), reported: show(mine), held: isTold ? show(theirs) : null }];
  });
}

function figuresOf({ cash, tenders, counts, points }: ShiftTotals): ReadonlyMap<string, number> {
  const named = (group: string, figures: Readonly<Record<string, number>>): (readonly [string, number])[] =>
    Object.entries(figures).map(([name, n]) => [`${group}.${name}`, n]);
  return new Map([
    ...named('cash', cash),
    ...tenders
      .filter(({ method }) => method !== 'cash')
      .flatMap(({ method, salesFen, refundsFen }) => named(`tenders.${method}`, { salesFen, refundsFen })),
    ...named('counts', counts),
    ...named('points', points),
  ]);
}
