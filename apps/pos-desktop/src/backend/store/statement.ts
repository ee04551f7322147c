import { statementsOf } from '@jifen/platform';
import type { BranchSchema } from './schema.ts';

/** Writes down a query that runs often: built once for a connection, at the top of its file. */
export const statement = statementsOf<BranchSchema>();
