import { Table, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-table.module.css';

export type Column<T> = {
  readonly key: string;
  readonly label: string;
  readonly isNumber?: boolean;
  /** The window's width from which the column is shown. */
  readonly from?: 'md' | 'lg' | 'xl';
  readonly render: (item: T) => ReactNode;
};

type DataTableProps<T> = {
  /** Names the table for people who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** A click anywhere in a row, and a button around its first cell for the keyboard. */
  readonly onOpen?: (item: T) => void;
  readonly openLabel?: (item: T) => string;
};

export function DataTable<T>({ label, columns, items, keyOf, onOpen, openLabel }: DataTableProps<T>): ReactNode {
  return (
    <section className={classes['box']} aria-label={label}>
      <Table
        aria-label={label}
        verticalSpacing={9}
        horizontalSpacing="md"
        highlightOnHover={onOpen !== undefined}
        className={classes['table']}
      >
        <TableHead columns={columns} />
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr
              key={keyOf(item)}
              onClick={onOpen === undefined ? undefined : () => onOpen(item)}
              data-openable={onOpen !== undefined || undefined}
            >
              {columns.map((column, i) => (
                <Table.Td key={column.key} {...cellOf(column)}>
                  {i === 0 && onOpen !== undefined ? (
                    <UnstyledButton
                      className={classes['open']}
                      aria-label={openLabel?.(item)}
                      onClick={(event) => {
                        event.stopPropagation();
                        onOpen(item);
                      }}
                    >
                      {column.render(item)}
                    </UnstyledButton>
                  ) : (
                    column.render(item)
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

type Cell = { readonly visibleFrom?: 'md' | 'lg' | 'xl'; readonly className?: string };

function cellOf<T>({ from, isNumber }: Column<T>): Cell {
  return { ...(from === undefined ? {} : { visibleFrom: from }), ...(isNumber === true ? { className: classes['number'] ?? '' } : {}) };
}

function TableHead<T>({ columns }: { readonly columns: readonly Column<T>[] }): ReactNode {
  return (
    <Table.Thead>
      <Table.Tr>
        {columns.map((column) => (
          <Table.Th key={column.key} {...cellOf(column)}>
            {column.label}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

/** The table before its rows are there: as tall as a short page of them, so that nothing jumps. */
export function TableSkeleton<T>({ label, columns }: Pick<DataTableProps<T>, 'label' | 'columns'>): ReactNode {
  const { t } = useTranslation();
  return (
    <section className={classes['box']} aria-label={label} aria-busy>
      <output className={classes['hidden']}>{t('shared.loading')}</output>
      <Table verticalSpacing={9} horizontalSpacing="md" className={classes['table']} aria-hidden>
        <TableHead columns={columns} />
        <Table.Tbody>
          {Array.from({ length: 12 }, (_, row) => (
            <Table.Tr key={row}>
              {columns.map((column, i) => (
                <Table.Td key={column.key} {...cellOf(column)}>
                  <span className={classes['bone']} style={{ width: `${48 + ((row * 7 + i * 13) % 40)}%` }} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
