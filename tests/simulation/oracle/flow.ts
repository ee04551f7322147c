/** One posting as the oracle reads it: from the text alone, with none of the product's parsers. */
export type FlowPart = {
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly n: number;
  /** `from>to` by the accounts' first words. */
  readonly flow: string;
  readonly debit: readonly string[];
  readonly credit: readonly string[];
};

type Posting = { readonly unit: string; readonly debit: string; readonly credit: string; readonly n: number };

export function flowsOf(postings: readonly Posting[]): FlowPart[] {
  return postings.map(({ unit, debit, credit, n }) => {
    const [from, to] = [debit.split('/'), credit.split('/')];
    return { unit, n, debit: from, credit: to, from: debit, to: credit, flow: `${from[0] ?? ''}>${to[0] ?? ''}` };
  });
}

/** Of an account of a member and a vintage: `member vintage`. */
export function keyOfAccount(words: readonly string[]): string {
  return `${words[1] ?? ''} ${words[2] ?? ''}`;
}

/** Counts by key; what is not there is zero. */
export class Tally {
  readonly #counts = new Map<string, number>();

  get(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  add(key: string, n: number): void {
    this.#counts.set(key, this.get(key) + n);
  }

  keys(): Iterable<string> {
    return this.#counts.keys();
  }

  entries(): readonly (readonly [string, number])[] {
    return [...this.#counts].filter(([, n]) => n !== 0);
  }

  clear(): void {
    this.#counts.clear();
  }
}
