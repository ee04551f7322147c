import type { Mutant, Patch } from './mutant.ts';
import { HQ, SYNC, TILL } from './path.ts';

const NO_BARRIER: readonly Patch[] = [
  {
    file: `${HQ}/placement/barrier.ts`,
    find: 'return asking.reported_epoch !== historyEpoch || (await isAnybodyMissing(db, historyEpoch, asking.incarnation));',
    replace: 'return asking.reported_epoch === undefined;',
  },
];

/** Bugs in the lives of tills and of HQ. */
export const LIFE_MUTANTS: readonly Mutant[] = [
  {
    name: 'restore-keeps-the-life',
    seeds: [20],
    needs: ['backup_restore'],
    says: 'a till that came back from a copy goes on under its old name',
    patches: [
      {
        file: `${TILL}/service/life-evidence.ts`,
        find: '  const { token, sibling } = evidence;\n',
        replace: '  const { token, sibling } = evidence;\n  if (sibling === null || sibling !== null) return null;\n',
      },
    ],
  },
  {
    name: 'mark-ignored',
    seeds: [30],
    needs: ['backup_restore'],
    says: 'a till does not notice that commits are gone',
    patches: [
      {
        file: `${TILL}/service/life-evidence.ts`,
        find: '  if (mark === null) return false;\n',
        replace: '  if (mark === null || mark.seq >= 0) return false;\n',
      },
    ],
  },
  {
    name: 'rights-live-on',
    seeds: [20],
    needs: ['backup_restore'],
    says: 'a new life takes over the rights of the one before',
    patches: [
      { file: `${TILL}/service/begin-life.ts`, find: '  freezeRights(trx, log.no);\n', replace: '' },
      {
        file: `${TILL}/service/begin-life.ts`,
        find: 'import { foldCountersIntoSummaries, forgetEdits, freezeRights }',
        replace: 'import { foldCountersIntoSummaries, forgetEdits }',
      },
    ],
  },
  {
    name: 'stock-opened-twice',
    seeds: [4],
    needs: ['backup_restore'],
    says: 'a new life adds its shelf to the one of the life before',
    patches: [
      { file: `${TILL}/service/begin-life.ts`, find: '  clearStock(trx);\n', replace: '  if (shelf.length < 0) clearStock(trx);\n' },
    ],
  },
  {
    name: 'doubt-is-recovered',
    seeds: [20],
    needs: ['backup_restore'],
    says: 'HQ takes the rights of a replaced life into the pool at once',
    patches: [
      {
        file: `${HQ}/sync/admission.ts`,
        find: "  await trx.deleteFrom('recall').where('branch_id', '=', till.branch).execute();\n",
        replace: `  await trx.deleteFrom('recall').where('branch_id', '=', till.branch).execute();
  for (const { incarnation } of before) {
    for (const row of await trx.selectFrom('rights').selectAll().where('incarnation', '=', incarnation).execute()) {
      const n = row.granted + row.earned + row.restored - row.spent - row.clawed - row.returned;
      if (n <= 0) continue;
      await trx.updateTable('rights').set({ returned: row.returned + n }).where('incarnation', '=', incarnation).where('member_id', '=', row.member_id).where('vintage', '=', row.vintage).execute();
      await trx.insertInto('pool').values({ member_id: row.member_id, vintage: row.vintage, n, deficit: 0 }).onConflict((conflict) => conflict.columns(['member_id', 'vintage']).doUpdateSet((eb) => ({ n: eb('pool.n', '+', n) }))).execute();
    }
  }
`,
      },
    ],
  },
  {
    name: 'the-dead-speak',
    seeds: [32],
    kind: 'lives',
    says: 'HQ hears a life that was replaced',
    patches: [
      {
        file: `${SYNC}/exchange/receive-batch.ts`,
        find: " || known.state === 'in_doubt') return",
        replace: ') return',
      },
    ],
  },
  {
    name: 'join-without-challenge',
    seeds: [1888],
    needs: ['backup_restore', 'replay'],
    says: 'HQ lets an unknown life in at its first word',
    patches: [
      {
        file: `${SYNC}/exchange/receive-batch.ts`,
        find: "    return isAnswered ? { kind: 'admit', isJoining: true } : { kind: 'challenge' };",
        replace: "    return isAnswered || request.join === null ? { kind: 'admit', isJoining: true } : { kind: 'challenge' };",
      },
    ],
  },
  {
    name: 'no-barrier',
    seeds: [100],
    needs: ['hq_restore'],
    says: 'a restored HQ grants before all tills have reported',
    patches: NO_BARRIER,
  },
  {
    name: 'nobody-missed',
    seeds: [8],
    needs: ['hq_restore'],
    says: 'a restored HQ does not wait for tills whose enrolment it has forgotten',
    patches: [
      {
        file: `${HQ}/placement/barrier.ts`,
        find: "eb.and([eb('incarnation', '=', historyEpoch), eb('previous_incarnation', 'is not', null)])",
        replace: "eb.and([eb('incarnation', '=', historyEpoch), eb('previous_incarnation', '=', historyEpoch)])",
      },
    ],
  },
  {
    name: 'no-epoch',
    seeds: [100],
    needs: ['hq_restore'],
    says: 'neither side cares which history of HQ the other speaks of (pair)',
    patches: [
      {
        file: `${SYNC}/exchange/receive-batch.ts`,
        find: "  if (request.historyEpoch !== hq.historyEpoch) return { kind: 'rewind' };\n",
        replace: '',
      },
      {
        file: `${SYNC}/exchange/take-answer.ts`,
        find: "  if (peer.pastEpochs.includes(answer.historyEpoch)) return { kind: 'ignore' };\n",
        replace: '',
      },
      {
        file: `${SYNC}/exchange/take-answer.ts`,
        find: '  if (answer.historyEpoch === peer.historyEpoch) return { ...peer, hqFloor };\n',
        replace: '  if (peer.historyEpoch !== null) return { ...peer, hqFloor };\n',
      },
    ],
  },
  {
    name: 'written-off-to-the-pool',
    seeds: [32],
    kind: 'lives',
    says: 'writing a lost till off gives its rights back at once',
    patches: [
      {
        file: `${HQ}/life/act-on-life.ts`,
        find: "  if (act === 'close_recovered') recoverRights(booking, givingUp, slices);\n",
        replace: "  if (act === 'close_recovered' || act === 'write_off') recoverRights(booking, givingUp, slices);\n",
      },
      { file: `${HQ}/life/act-on-life.ts`, find: '    writeOffRights(booking, givingUp, { slices, reason });\n', replace: '' },
      {
        file: `${HQ}/life/act-on-life.ts`,
        find: 'type GivingUp, recoverRights, slicesOf, writeOffRights }',
        replace: 'type GivingUp, recoverRights, slicesOf }',
      },
    ],
  },
  {
    name: 'late-log-to-the-pool',
    seeds: [4],
    kind: 'lives',
    says: 'what a written-off till had earned reaches the pool when its log comes late',
    patches: [
      {
        file: `${HQ}/sync/ingest/cover-late.ts`,
        find: "  const isClosed = log.row.state === 'closed';",
        replace: "  const isClosed = log.row.state === 'closed' || log.row.state === 'written_off';",
      },
    ],
  },
  {
    name: 'late-log-not-covered',
    seeds: [98],
    kind: 'lives',
    says: "what a written-off till had spent is nobody's loss",
    patches: [
      { file: `${HQ}/sync/ingest/cover-late.ts`, find: '  if (used.length > 0) cover(', replace: '  if (used.length > 1_000) cover(' },
    ],
  },
  {
    name: 'compensated-twice',
    seeds: [123],
    kind: 'lives',
    says: 'the company may make members whole again and again',
    patches: [
      {
        file: `${HQ}/life/compensate.ts`,
        find: '  return Math.max(0, written_off - covered - compensated);',
        replace: '  return Math.max(0, written_off - covered - compensated + compensated);',
      },
    ],
  },
  {
    name: 'forgotten-grants-stay-forgotten',
    seeds: [155],
    needs: ['hq_restore'],
    says: 'a restored HQ does not believe a till that says it was granted more',
    patches: [
      {
        file: `${HQ}/sync/report-grants.ts`,
        find: '  const isRecovery = isForgetful(ingest);',
        replace: '  const isRecovery = isForgetful(ingest) && granted.length < 0;',
      },
    ],
  },
];
