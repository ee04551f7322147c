import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readSettings, saveSettings } from '../service/setting-service.ts';
import { answer, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { count } from './schema/field.ts';

const percent = z.int().min(0).max(100);
const placement = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('last_visited') }),
    z.strictObject({ kind: z.literal('most_visited') }),
    z.strictObject({ kind: z.literal('home') }),
    z.strictObject({ kind: z.literal('split'), homePercent: percent, lastPercent: percent, secondPercent: percent }),
    z.strictObject({ kind: z.literal('hq_only') }),
  ])
  .openapi({ description: 'Where points lie while nobody asks for them; what a split leaves of 100 percent stays at HQ.' });
const settingsSchema = z
  .strictObject({
    version: count.openapi({ description: 'Counts the changes. A change names the version that it was made from.' }),
    placement,
    perBranchCap: z
      .int()
      .min(1)
      .max(10 ** 9)
      .nullable()
      .openapi({ description: 'No branch holds more points of one member, unless it wants them for a redemption.' }),
    returnAtClose: z.boolean().openapi({ description: 'Tills give all rights back at day close.' }),
    refundLimitFen: z
      .int()
      .min(0)
      .max(10 ** 9)
      .nullable()
      .openapi({ description: 'What a cashier refunds without a manager, per paper.' }),
    idleLockMinutes: z.int().min(1).max(720).nullable().openapi({ description: 'After so long without a touch a till asks for the PIN.' }),
    leaseDays: z.int().min(1).max(3650).nullable().openapi({ description: 'Without a word of HQ for so long a till stops redeeming.' }),
  })
  .openapi('Settings');

const read = createRoute({
  ...operation('readSettings', 'setting'),
  method: 'get',
  path: '/api/v1/settings',
  middleware: permitStaff('readSettings'),
  responses: { 200: okResponse(settingsSchema, 'How the chain is run.'), ...refusals(401, 403) },
});

const save = createRoute({
  ...operation('saveSettings', 'setting'),
  method: 'put',
  path: '/api/v1/settings',
  middleware: permitStaff('saveSettings'),
  request: { body: jsonBody(settingsSchema) },
  responses: { 200: okResponse(settingsSchema, 'Saved; every till hears of it.'), ...refusals(401, 403, 409, 413, 415, 422) },
});

export function settingRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(read, async (c) => answer(c, await readSettings(c.var.context)))
    .openapi(save, async (c) => answer(c, await saveSettings(c.var.context, c.var.caller, c.req.valid('json'))));
}
