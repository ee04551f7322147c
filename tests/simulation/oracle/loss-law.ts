import { hold } from '../violation.ts';
import { type FlowPart, Tally } from './flow.ts';

/**
 * What is written off of a life that is over lies with the company: a person gives back at most what a late log has not shown as spent
 * and nobody gave back before, and nothing of it comes to a pool in another way.
 */
export type LossLaw = {
  takeHq(parts: readonly FlowPart[], stateOf: (life: string) => string | undefined): void;
  /** HQ is an older copy of itself. */
  forgetHq(): void;
};

export function createLossLaw(): LossLaw {
  const left = new Tally();
  return {
    takeHq: (parts, stateOf) => {
      for (const { flow, debit, credit, n } of parts) {
        const life = (flow.startsWith('loss') ? debit : flow.startsWith('rights') ? debit : []).slice(-2).join(' ');
        const [member, vintage] = [debit, credit].find(([kind]) => kind === 'rights' || kind === 'pool')?.slice(1) ?? [];
        const key = `${life} ${member} ${vintage}`;
        if (flow === 'rights>loss') left.add(key, n);
        if (flow === 'loss>rights') left.add(key, -n);
        if (flow === 'rights>pool')
          hold(stateOf(life) !== 'written_off', 'X7', () => `${life} was written off, and ${n} of ${member} came to the pool`);
        if (flow !== 'loss>pool') continue;
        left.add(key, -n);
        hold(
          left.get(key) >= 0,
          'X10',
          () => `${life}: ${n} of ${member} ${vintage} were given back, ${left.get(key) + n} were left to give`,
        );
      }
    },
    forgetHq: () => left.clear(),
  };
}
