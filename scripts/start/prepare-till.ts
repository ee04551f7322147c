import { unixMs } from '@jifen/core';
import { seededRandom, uuidAt } from '@jifen/platform';
import { z } from 'zod';
import type { DemoBranch } from '../../apps/hq-server/src/demo/branches.ts';
import type { DemoReward } from '../../apps/hq-server/src/demo/rewards.ts';
import { apiAt, type CallApi } from './call-api.ts';
import { recordFirstSales } from './first-sales.ts';

const codeSchema = z.object({ code: z.string() });
const stateSchema = z.object({ enrolled: z.boolean() });
const sessionSchema = z.object({ token: z.string() });
const staffSchema = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });

export type TillToPrepare = {
  readonly url: string;
  /** Exchanges with HQ until neither has more to say. */
  readonly drain: () => Promise<unknown>;
  readonly branch: DemoBranch;
  readonly hq: { readonly url: string; readonly account: string; readonly password: string };
  /** Who opens the shop on the first day. */
  readonly manager: { readonly name: string; readonly pin: string };
  readonly rewards: readonly DemoReward[];
  /** When the demo was made up; ids follow from it, so that a start that was cut off repeats itself. */
  readonly madeAt: number;
};

/** Enrols a till as an installer would: a code from HQ, typed into the till. Then fetches what HQ knows, stocks the shelf and sells a little. */
export async function prepareTill(till: TillToPrepare): Promise<void> {
  const open = apiAt(till.url);
  const { enrolled } = stateSchema.parse(await open('GET', '/api/state'));
  if (!enrolled) await enrol(open, till);
  await till.drain();
  const call = await signIn(open, till);
  const newId = idsOf(till);
  for (const { reward, stock } of till.rewards) {
    const quantity = stock.get(till.branch.id) ?? 0;
    if (quantity > 0) await call('POST', '/api/stock/receive', { id: newId(), rewardId: reward.id, quantity });
  }
  await recordFirstSales(call, till.branch.id, newId);
  await till.drain();
}

async function enrol(open: CallApi, { branch, hq }: TillToPrepare): Promise<void> {
  const { token } = sessionSchema.parse(await apiAt(hq.url)('POST', '/api/v1/session', { account: hq.account, password: hq.password }));
  const terminalName = '一号收银台';
  const { code } = codeSchema.parse(await apiAt(hq.url, token)('POST', `/api/v1/branches/${branch.id}/enrolment-codes`, { terminalName }));
  await open('POST', '/api/enrol', { hqUrl: hq.url, code, terminalName });
}

async function signIn(open: CallApi, { url, manager }: TillToPrepare): Promise<CallApi> {
  const { items } = staffSchema.parse(await open('GET', '/api/staff'));
  const staffId = items.find(({ name }) => name === manager.name)?.id;
  const { token } = sessionSchema.parse(await open('POST', '/api/session', { staffId, pin: manager.pin }));
  return apiAt(url, token);
}

/** Ids of the commands of the first day: the same ones whenever it is repeated. */
function idsOf({ branch, madeAt }: TillToPrepare): () => string {
  const random = seededRandom(Array.from(branch.id).reduce((seed, letter) => seed * 31 + (letter.codePointAt(0) ?? 0), 7));
  return () => uuidAt(unixMs(madeAt), random);
}
