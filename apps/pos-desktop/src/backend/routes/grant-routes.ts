import { MAX_GRANT_TEXT } from '@jifen/sync';
import { Hono } from 'hono';
import { z } from 'zod';
import { scanGrant } from '../service/scan-grant.ts';
import { answer } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { text } from './input.ts';
import { requireActor } from './require.ts';
import { json } from './validate.ts';

/** Points that HQ gave this till by a member's phone. */
export function grantRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .post('/', json(z.object({ text: text(MAX_GRANT_TEXT) })), (c) => answer(c, scanGrant(c.var.till, c.req.valid('json').text)));
}
