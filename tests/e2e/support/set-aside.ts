import { systemClock } from '@jifen/platform';
import { newId } from '../../../packages/ui/src/new-id.ts';
import type { DemoHq } from './demo-hq.ts';

/** An order that is ready at a shop, with 300 points set aside for it, as if a till had brought all that about. */
export async function setAside({ context: { db } }: DemoHq, member: string): Promise<void> {
  const reward = await db.selectFrom('reward').selectAll().limit(1).executeTakeFirstOrThrow();
  const branch = await db.selectFrom('branch').select('branch_id').limit(1).executeTakeFirstOrThrow();
  const now = systemClock();
  await db
    .insertInto('reward_order')
    .values({
      order_id: newId() as never,
      member_id: member as never,
      branch_id: branch.branch_id,
      reward_id: reward.reward_id,
      reward_name: reward.name,
      quantity: 1,
      points: 300,
      cash_fen: 0,
      slices: JSON.stringify([{ memberId: member, vintage: 'never', n: 300 }]),
      state: 'ready',
      reason: null,
      is_cancel_wanted: 0,
      owner: null,
      round: 1,
      created_at: now,
      changed_at: now,
    })
    .execute();
}
