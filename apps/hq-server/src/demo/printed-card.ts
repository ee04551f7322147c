import { checkDigitOf } from '@jifen/core';

/** The cards of the books before Jifen: from 21, which GS1 leaves to the shops like our own 26. */
export function printedCard(serial: number): string {
  const twelveDigits = `2100${(88_000_000 + serial * 7 + 1).toString()}`;
  return `${twelveDigits}${checkDigitOf(twelveDigits)}`;
}
