import type { ReactNode, Ref } from 'react';
import classes from './choices.module.css';

export type ChoicesProps = {
  readonly label: string;
  readonly columns: 1 | 2 | 3;
  readonly listRef?: Ref<HTMLFieldSetElement>;
  readonly children: ReactNode;
};

/** Buttons that belong together, in columns. */
export function Choices({ label, columns, listRef, children }: ChoicesProps): ReactNode {
  return (
    <fieldset className={classes['choices']} data-columns={columns} aria-label={label} {...(listRef === undefined ? {} : { ref: listRef })}>
      {children}
    </fieldset>
  );
}
