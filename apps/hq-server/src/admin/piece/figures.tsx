import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './figures.module.css';

export type Figure = { readonly label: string; readonly value: string; readonly tone?: 'bad' };

/** A few numbers that matter, large. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }): ReactNode {
  return (
    <dl className={classes['figures']}>
      {figures.map(({ label, value, tone }) => (
        <div key={label}>
          <Text component="dt" size="sm" c="dimmed">
            {label}
          </Text>
          <dd className={classes['value']} data-tone={tone}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
