import type { ReactNode } from 'react';
import classes from './order.module.css';

/** Names and values, one below the other. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: string])[] }): ReactNode {
  return (
    <dl className={classes['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="jifen-number">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
