import { join } from 'node:path';
import { readEnvironment } from '@jifen/platform';
import { z } from 'zod';

export type StartOptions = {
  readonly dataFolder: string;
  readonly hqPort: number;
  /** One till for each, at the demo's branches in their order. */
  readonly tillPorts: readonly number[];
};

const port = z.coerce.number().int().min(1).max(65_535);
const ports = z
  .string()
  .regex(/^\d+(,\d+){0,2}$/)
  .transform((text) => text.split(',').map(Number))
  .pipe(z.array(z.int().min(1).max(65_535)));

const shape = {
  JIFEN_DATA_DIR: z.string().default(join(import.meta.dirname, '../../.data/demo')),
  JIFEN_PORT: port.default(4100),
  JIFEN_POS_PORTS: ports.default([4201, 4202]),
  /** Where the browser tests find theirs; the demo opens none. */
  JIFEN_CHROMIUM: z.string().optional(),
};

export function readStartOptions(env: Readonly<Record<string, string | undefined>>): StartOptions {
  const { JIFEN_DATA_DIR, JIFEN_PORT, JIFEN_POS_PORTS } = readEnvironment(env, shape);
  return { dataFolder: JIFEN_DATA_DIR, hqPort: JIFEN_PORT, tillPorts: JIFEN_POS_PORTS };
}
