import { DAY_MS } from '@jifen/core';
import { enrolResponseSchema } from '@jifen/sync';
import { z } from 'zod';
import type { Keystore } from '../store/keystore.ts';
import { SECRETS } from './secrets.ts';

const keptSchema = enrolResponseSchema.pick({ terminal: true, branch: true, branchName: true, hqPublicKey: true, cardBlock: true }).extend({
  terminalName: z.string(),
  hqUrl: z.string(),
  enrolledAt: enrolResponseSchema.shape.serverTime,
  /** The last HQ time that the till had seen when this was kept. */
  hqFloor: enrolResponseSchema.shape.serverTime,
});

/** The enrolment as it stands outside the database: a till whose disk was wiped needs no new code. */
export type KeptEnrolment = z.infer<typeof keptSchema>;

export async function readKeptEnrolment(keystore: Keystore): Promise<KeptEnrolment | null> {
  const text = await keystore.read(SECRETS.enrolment);
  if (text === null) return null;
  const kept = keptSchema.safeParse(JSON.parse(text));
  return kept.success ? kept.data : null;
}

export async function keepEnrolment(keystore: Keystore, enrolment: KeptEnrolment): Promise<void> {
  await keystore.write(SECRETS.enrolment, JSON.stringify(enrolment));
}

/** Whether what is kept says the same, give or take a day of HQ's time. */
export function isKept(kept: KeptEnrolment | null, enrolment: KeptEnrolment): boolean {
  if (kept === null || enrolment.hqFloor - kept.hqFloor > DAY_MS) return false;
  return JSON.stringify({ ...kept, hqFloor: 0 }) === JSON.stringify({ ...enrolment, hqFloor: 0 });
}
