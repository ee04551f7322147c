import { Hono } from 'hono';
import { z } from 'zod';
import { findPaper, printPaper, printTest, printXPaper, readXPaper, reprintPaper } from '../service/paper.ts';
import { dropJob, listPrintJobs, retryJob } from '../service/print-job.ts';
import { changePrinter, printerSettingOf } from '../service/printer-setting.ts';
import type { PrinterSetting } from '../service/printer.ts';
import { PAPER_LANGUAGES } from '../../paper/paper.ts';
import { answer, answerFound } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { eventId, text } from './input.ts';
import { requireActor } from './require.ts';
import { json, param } from './validate.ts';

const ofEvent = z.object({ id: eventId });
const act = z.object({ id: eventId });
const nothing = z.strictObject({});

/** What stands on paper, and printing it again. */
export function paperRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .get('/x', async (c) => c.json(await readXPaper(c.var.till, c.var.actor), 200))
    .post('/x/print', json(act), async (c) => c.json(await printXPaper(c.var.till, c.var.actor, c.req.valid('json').id), 200))
    .get('/:id', param(ofEvent), (c) => answerFound(c, findPaper(c.var.till, c.req.valid('param').id)))
    .post('/:id/print', param(ofEvent), json(nothing), (c) => answer(c, printPaper(c.var.till, c.req.valid('param').id)))
    .post('/:id/reprint', param(ofEvent), json(act), (c) =>
      answer(c, reprintPaper(c.var.till, c.var.actor, { ...c.req.valid('json'), of: c.req.valid('param').id })),
    );
}

const ofJob = z.object({ id: text(60) });

/** Paper that is not there yet. */
export function printJobRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .get('/', (c) => c.json({ items: listPrintJobs(c.var.till) }, 200))
    .post('/:id/retry', param(ofJob), json(nothing), (c) => answer(c, retryJob(c.var.till, c.req.valid('param').id)))
    .post('/:id/drop', param(ofJob), json(nothing), (c) => answer(c, dropJob(c.var.till, c.req.valid('param').id)));
}

const printer = z.object({
  kind: z.enum(['none', 'tcp', 'device', 'system']),
  host: text(253).nullable().default(null),
  port: z.int().nullable().default(null),
  path: text(260).nullable().default(null),
  columns: z.union([z.literal(32), z.literal(48)]),
  language: z.enum(PAPER_LANGUAGES).default('zh-CN'),
  isAutomatic: z.boolean(),
  opensDrawer: z.boolean(),
  cuts: z.boolean(),
});

export function printerRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .get('/', (c) => c.json({ ...viewOf(printerSettingOf(c.var.till.store)), printsSystem: c.var.till.press.printsSystem }, 200))
    .put('/', json(printer), (c) => {
      const changed = changePrinter(c.var.till, c.req.valid('json'));
      return answer(c, changed.ok ? { ...changed, value: viewOf(changed.value) } : changed);
    })
    .post('/test', json(nothing), async (c) => answer(c, await printTest(c.var.till)));
}

function viewOf({ target, ...look }: PrinterSetting) {
  return {
    kind: target.kind,
    host: target.kind === 'tcp' ? target.host : null,
    port: target.kind === 'tcp' ? target.port : null,
    path: target.kind === 'device' ? target.path : null,
    ...look,
  };
}
