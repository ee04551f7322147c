import { GRANT_MUTANTS } from './grant-mutants.ts';
import { LIFE_MUTANTS } from './life-mutants.ts';
import { LOG_MUTANTS } from './log-mutants.ts';
import type { Mutant } from './mutant.ts';
import { TRADE_MUTANTS } from './trade-mutants.ts';

export const MUTANTS: readonly Mutant[] = [...GRANT_MUTANTS, ...LOG_MUTANTS, ...LIFE_MUTANTS, ...TRADE_MUTANTS];
