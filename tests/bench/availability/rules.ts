/** Where points lie, by HQ's settings, and whether customers' phones carry signed grants. */
export type BenchRule = { readonly name: string; readonly placement: unknown; readonly hasRelay: boolean };

export const DEFAULT_RULE = 'most visited (default)';
/** The default with customers who carry signed grants on their phones. */
export const RELAY_RULE = 'most visited + phone';

export const RULES: readonly BenchRule[] = [
  { name: 'online only (all at HQ)', placement: { kind: 'hq_only' }, hasRelay: false },
  { name: 'split 60/20/20', placement: { kind: 'split', homePercent: 60, lastPercent: 0, secondPercent: 20 }, hasRelay: false },
  { name: 'split 80/15/5', placement: { kind: 'split', homePercent: 80, lastPercent: 0, secondPercent: 15 }, hasRelay: false },
  { name: 'home', placement: { kind: 'home' }, hasRelay: false },
  { name: 'last visited', placement: { kind: 'last_visited' }, hasRelay: false },
  { name: DEFAULT_RULE, placement: { kind: 'most_visited' }, hasRelay: false },
  { name: RELAY_RULE, placement: { kind: 'most_visited' }, hasRelay: true },
  { name: 'last visited + phone', placement: { kind: 'last_visited' }, hasRelay: true },
];
