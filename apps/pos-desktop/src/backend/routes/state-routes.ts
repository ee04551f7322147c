import { Hono } from 'hono';
import { z } from 'zod';
import { branchViewOf } from '../service/branch-view.ts';
import { APP } from '../service/app.ts';
import { chainSettingOf } from '../service/lease.ts';
import { canAnybodySignIn, neededEnrolmentOf } from '../service/re-enrol.ts';
import { syncStatusOf } from '../service/sync-status.ts';
import { refuse } from './answer.ts';
import type { ApiDeps, ApiEnv, RunningTill } from './api-env.ts';
import { text } from './input.ts';
import { requireManagerWherePossible } from './require.ts';
import { json } from './validate.ts';

/** What a page needs before anybody signed in, and what makes a till of a machine. */
export function stateRoutes(deps: ApiDeps) {
  const stateOf = async () => {
    const running = deps.running();
    const about = { app: APP, demo: deps.isDemo };
    if (running === null) return { enrolled: false as const, hqUrl: deps.hqUrl, ...(await deps.firstStart()), ...about };
    return { ...enrolledStateOf(running), ...about };
  };
  return new Hono<ApiEnv>()
    .get('/state', async (c) => c.json(await stateOf(), 200))
    .post('/enrol', json(z.object({ hqUrl: text(200), code: text(400), terminalName: text(60).min(1) })), async (c) => {
      const enrolled = await deps.enrol(c.req.valid('json'));
      return enrolled.ok ? c.json(await stateOf(), 200) : refuse(c, enrolled.error);
    })
    .post('/restore', json(z.object({ file: text(200) })), async (c) => {
      const restored = await deps.restore(c.req.valid('json').file);
      return restored.ok ? c.json(await stateOf(), 200) : refuse(c, restored.error);
    })
    .post('/begin-empty', json(z.object({})), async (c) => {
      const begun = await deps.beginEmpty();
      return begun.ok ? c.json(await stateOf(), 200) : refuse(c, begun.error);
    })
    .post(
      '/re-enrol',
      requireManagerWherePossible(deps),
      json(z.object({ hqUrl: text(200).nullable().default(null), code: text(400) })),
      async (c) => {
        const enrolled = await deps.reEnrol(c.req.valid('json'));
        if (!enrolled.ok) return refuse(c, enrolled.error);
        const { exchanger, till } = c.var.running;
        await exchanger.exchange();
        // The rest may be everything that HQ has: nobody waits for it.
        exchanger.drain().catch((error: unknown) => till.logger.error({ err: error }, 'an exchange failed'));
        return c.json(syncStatusOf(till), 200);
      },
    );
}

function enrolledStateOf({ till }: RunningTill) {
  const needed = neededEnrolmentOf(till);
  return {
    enrolled: true as const,
    branch: branchViewOf(till),
    terminal: { id: till.terminal, name: till.terminalName },
    idleLockMinutes: chainSettingOf(till.store).idleLockMinutes,
    download: till.download.state(),
    /** Why HQ does not listen to this machine until it is enrolled again; null: it does, as far as is known. */
    reEnrol: needed?.why ?? null,
    /** False: no PIN can be checked here before HQ has sent the PINs. */
    canSignIn: canAnybodySignIn(till),
  };
}
