import { Hono } from 'hono';
import { z } from 'zod';
import { branchViewOf } from '../service/branch-view.ts';
import { APP } from '../service/app.ts';
import { chainSettingOf } from '../service/lease.ts';
import { refuse } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { text } from './input.ts';
import { json } from './validate.ts';

/** What a page needs before anybody signed in. */
export function stateRoutes(deps: ApiDeps) {
  const stateOf = () => {
    const running = deps.running();
    if (running === null) return { enrolled: false as const, hqUrl: deps.hqUrl, app: APP, demo: deps.isDemo };
    const { till } = running;
    const terminal = { id: till.terminal, name: till.terminalName };
    const { idleLockMinutes } = chainSettingOf(till.store);
    const download = till.download.state();
    return { enrolled: true as const, branch: branchViewOf(till), terminal, idleLockMinutes, download, app: APP, demo: deps.isDemo };
  };
  return new Hono<ApiEnv>()
    .get('/state', (c) => c.json(stateOf(), 200))
    .post(
      '/enrol',
      json(
        z.object({
          hqUrl: text(200),
          code: text(400),
          terminalName: text(60).min(1),
        }),
      ),
      async (c) => {
        const enrolled = await deps.enrol(c.req.valid('json'));
        return enrolled.ok ? c.json(stateOf(), 200) : refuse(c, enrolled.error);
      },
    );
}
