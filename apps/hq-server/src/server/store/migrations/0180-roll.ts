import { HQ_BRANCH } from '@jifen/core';
import { type Kysely, sql } from 'kysely';
import type { HqSchema } from '../schema.ts';

/** A history that was opened before HQ asked for tills of unknown enrolment goes on as it did. */
export async function waiveOpenHistories(db: Kysely<HqSchema>): Promise<void> {
  await sql`update incarnation set waived_epoch = incarnation where branch_id = ${HQ_BRANCH} and previous_incarnation is not null`.execute(
    db,
  );
}
