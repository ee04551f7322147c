/** What the backend keeps of a label. */
const MAX_LABEL = 60;

export type Labelled = { readonly memberName: string | null; readonly number: string | null; readonly time: string };

/** How a basket that waits is found again: by whose it is, else by when it was laid aside. */
export function parkLabelOf({ memberName, number, time }: Labelled): string {
  return Array.from(memberName ?? number ?? time)
    .slice(0, MAX_LABEL)
    .join('');
}
