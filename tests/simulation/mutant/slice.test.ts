import { must } from '@jifen/core';
import { expect, test } from 'vitest';
import { buildTemplates, SIZES } from '../template/build-template.ts';
import { inRunFolder } from '../template/with-templates.ts';
import { MUTANTS } from './all.ts';
import { runMutant } from './run-mutants.ts';

const MINUTE_MS = 60_000;

/** One of each kind, quick to die; `npm run sim -- --mutant all` plants them all. */
const SLICE = ['grants-add-up', 'returned-but-kept', 'ack-of-more-than-taken', 'refund-not-unique', 'rights-live-on'] as const;

test(
  'five planted bugs, one of each kind, are seen by the simulation',
  async () => {
    await inRunFolder(async (templates) => {
      await buildTemplates(templates, Math.max(...SIZES));
      for (const name of SLICE) {
        const mutant = must(
          MUTANTS.find((other) => other.name === name),
          name,
        );
        const fate = await runMutant(mutant, { from: 1, to: 100, steps: null, without: [], processes: 2, templates });
        expect(fate, `${name} survived`).not.toMatchObject({ killedBy: null });
      }
    });
  },
  6 * MINUTE_MS,
);
