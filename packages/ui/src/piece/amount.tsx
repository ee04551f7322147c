import { Text, type TextProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatAmount } from '../format.ts';

export type AmountProps = TextProps & { readonly amountFen: number };

/** Money in yuan, in figures of equal width. */
export function Amount({ amountFen, ...text }: AmountProps): ReactNode {
  return (
    <Text span inherit className="jifen-number" {...text}>
      {formatAmount(amountFen)}
    </Text>
  );
}
