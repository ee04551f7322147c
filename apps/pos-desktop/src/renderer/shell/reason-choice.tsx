import { Radio, SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './reason-choice.module.css';

export type ReasonChoiceProps<R extends string> = {
  readonly label: string;
  readonly reasons: readonly R[];
  readonly reason: R;
  readonly onChoose: (reason: R) => void;
  /** What a person reads for a reason. */
  readonly wordsOf: (reason: R) => string;
  readonly columns?: 1 | 2;
  /** As large as the amount or number that it belongs to. */
  readonly size?: 'lg';
};

/** Why something is done; one of a few reasons. */
export function ReasonChoice<R extends string>(props: ReasonChoiceProps<R>): ReactNode {
  const { label, reasons, reason, onChoose, wordsOf, columns = 1, size } = props;
  return (
    <Radio.Group label={label} value={reason} onChange={onChoose} {...(size === undefined ? {} : { size })}>
      <SimpleGrid cols={columns} spacing={8} mt={6}>
        {reasons.map((each) => (
          <Radio.Card key={each} value={each} className={classes['reason'] ?? ''}>
            <Radio.Indicator />
            {wordsOf(each)}
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
