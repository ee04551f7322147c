import type { ReactNode } from 'react';
import classes from './facts.module.css';

export type FactProps = { readonly label: string; readonly value: ReactNode };

export type FactsProps = {
  readonly facts: readonly FactProps[];
  /** A line below each; close together; in a box of their own; or beside each other, the value below its name. */
  readonly look?: 'lines' | 'dense' | 'box' | 'row';
};

/** Names and their values. */
export function Facts({ facts, look = 'lines' }: FactsProps): ReactNode {
  return (
    <dl className={classes['facts']} data-look={look}>
      {facts.map((fact, i) => (
        <Fact key={i} {...fact} />
      ))}
    </dl>
  );
}

/** One name and its value, for a list that looks like no other. */
export function Fact({ label, value }: FactProps): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="jifen-number">{value}</dd>
    </div>
  );
}
