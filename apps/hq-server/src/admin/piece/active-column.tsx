import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Column } from './data-table.tsx';

type ActiveWords = { readonly label: string; readonly active: string; readonly inactive: string };

/** Whether a record is in use; what is not stands out. */
export function activeColumn({ label, active, inactive }: ActiveWords): Column<{ readonly isActive: boolean }> {
  return {
    key: 'state',
    label,
    render: ({ isActive }): ReactNode =>
      isActive ? (
        active
      ) : (
        <Badge variant="light" color="gray" tt="none">
          {inactive}
        </Badge>
      ),
  };
}
