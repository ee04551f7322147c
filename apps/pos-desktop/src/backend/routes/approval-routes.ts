import { OVERRIDE_OPERATIONS } from '@jifen/sync';
import { Hono } from 'hono';
import { z } from 'zod';
import { giveApproval } from '../service/approval.ts';
import { answer } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { eventId, fen, memberId, pin, staffId } from './input.ts';
import { requireActor } from './require.ts';
import { json } from './validate.ts';

const newApproval = z.object({
  staffId,
  pin,
  operation: z.enum(OVERRIDE_OPERATIONS),
  command: eventId,
  amountFen: fen.nullable(),
  memberId: memberId.nullable(),
});

/** Somebody else allows one act of the person who is signed in. */
export function approvalRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .post('/', json(newApproval), async (c) => answer(c, await giveApproval(c.var.till, c.var.actor, c.req.valid('json'))));
}
