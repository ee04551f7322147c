import { Hono } from 'hono';
import { z } from 'zod';
import { resetPin, unlockPin } from '../service/set-pin.ts';
import { listStaffRecords, listStaffViews } from '../service/staff-list.ts';
import { answer } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { eventId, pin, staffId } from './input.ts';
import { requireActor, requireManager, requireTill } from './require.ts';
import { json, param } from './validate.ts';

const ofStaff = z.object({ id: staffId });

/** Who may sign in, for everybody to see; what a manager does for them. */
export function staffRoutes(deps: ApiDeps) {
  const manager = [requireActor(deps), requireManager] as const;
  return new Hono<ApiEnv>()
    .get('/', requireTill(deps), (c) => c.json({ items: listStaffViews(c.var.till) }, 200))
    .get('/all', ...manager, (c) => c.json({ items: listStaffRecords(c.var.till) }, 200))
    .post('/:id/pin', ...manager, param(ofStaff), json(z.object({ id: eventId, pin })), async (c) =>
      answer(c, await resetPin(c.var, { ...c.req.valid('json'), staffId: c.req.valid('param').id })),
    )
    .post('/:id/unlock', ...manager, param(ofStaff), json(z.object({ id: eventId })), (c) =>
      answer(c, unlockPin(c.var, { ...c.req.valid('json'), staffId: c.req.valid('param').id })),
    );
}
