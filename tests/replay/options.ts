import { parseArgs } from 'node:util';
import { z } from 'zod';

const said = z.string().trim().min(1);
const share = said.pipe(z.coerce.number<string>().min(0).max(1));
const whole = (least: number, most: number) => said.pipe(z.coerce.number<string>().int().min(least).max(most));

/** Which column of the file holds what. */
const columnsSchema = z.strictObject({
  invoice: said,
  at: said,
  member: said,
  amount: said,
  branch: said.optional(),
});

const optionsSchema = z.object({
  csv: z.string().min(1),
  map: z.preprocess(columnsOf, columnsSchema),
  branches: whole(1, 200).default(8),
  seed: whole(0, 2 ** 31).default(1),
  offline: share.default(0),
  redeem: share.default(0),
  crash: share.default(0),
  limit: whole(1, 10 ** 9).optional(),
  out: z.string().min(1),
});

/** What to replay and how badly to treat it. Shares lie between 0 and 1. */
export type ReplayOptions = z.output<typeof optionsSchema>;

const USAGE =
  'npm run replay -- --csv FILE --map invoice=A,at=B,member=C,amount=D[,branch=E] --branches N --seed S --offline 0..1 --redeem 0..1 --crash 0..1 [--limit ROWS] --out DIR';

/** Reads the command line; throws a readable sentence when it is wrong. */
export function parseOptions(args: readonly string[]): ReplayOptions {
  const text = { type: 'string' } as const;
  const options = { csv: text, map: text, branches: text, seed: text, offline: text, redeem: text, crash: text, limit: text, out: text };
  const { values } = parseArgs({ args: [...args], options, strict: true });
  const parsed = optionsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new Error(`${z.prettifyError(parsed.error)}\nusage: ${USAGE}`);
}

function columnsOf(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  return Object.fromEntries(text.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}
