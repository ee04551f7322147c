import type { Mutant } from './mutant.ts';
import { HQ, SYNC, TILL } from './path.ts';

/** Bugs in giving rights out, spending them and taking them back. */
export const GRANT_MUTANTS: readonly Mutant[] = [
  {
    name: 'grants-add-up',
    seeds: [1],
    says: 'a till adds what HQ tells instead of keeping the larger number',
    patches: [
      {
        file: `${TILL}/store/rights.ts`,
        find: 'const after = mergeRights(before, row);',
        replace: 'const after = { ...mergeRights(before, row), granted: before.granted + row.granted };',
      },
      {
        file: `${SYNC}/exchange/take-answer.ts`,
        find: 'grant.granted > held(grant)',
        replace: 'held(grant) >= 0',
      },
    ],
  },
  {
    name: 'lease-returns-rights',
    seeds: [2],
    says: 'HQ takes back by itself what lies at a till that it has not heard for an hour',
    patches: [
      {
        file: `${HQ}/placement/place-rights.ts`,
        find: '  expirePools(ingest);\n',
        replace: `  const silent = await trx.selectFrom('incarnation').select('incarnation').where('last_exchange_at', '<', (now - 3_600_000) as typeof now).execute();
  for (const total of [...book.totals.all()]) {
    for (const row of await trx.selectFrom('rights').selectAll().where('member_id', '=', total.member_id).execute()) {
      const n = row.granted + row.earned + row.restored - row.spent - row.clawed - row.returned;
      const isSilent = silent.some(({ incarnation }) => incarnation === row.incarnation) && row.incarnation !== writer.incarnation;
      if (n <= 0 || !isSilent) continue;
      const before = book.pool.groupOf(row.member_id).find(({ vintage }) => vintage === row.vintage)?.n ?? 0;
      book.pool.put({ member_id: row.member_id, vintage: row.vintage, n: before + n });
      await trx.updateTable('rights').set({ returned: row.returned + n }).where('member_id', '=', row.member_id).where('vintage', '=', row.vintage).where('incarnation', '=', row.incarnation).execute();
    }
  }
  expirePools(ingest);
`,
      },
    ],
  },
  {
    name: 'pool-credited-at-recall',
    seeds: [1],
    says: 'HQ credits the pool when it asks for rights, not when they came back',
    patches: [
      {
        file: `${HQ}/sync/take-batch.ts`,
        find: '  const receipts = await answerAsks(',
        replace: `  for (const held of placement.misplaced) {
    const known = ingest.book.pool.groupOf(held.member)[0];
    const vintage = known?.vintage ?? ingest.book.rights.groupOf(held.member)[0]?.vintage;
    if (vintage !== undefined) ingest.book.pool.put({ member_id: held.member, vintage, n: (known?.n ?? 0) + held.n });
  }
  const receipts = await answerAsks(`,
      },
    ],
  },
  {
    name: 'returned-but-kept',
    seeds: [1],
    says: 'a till says that it gives rights back and keeps them',
    patches: [
      {
        file: `${TILL}/service/apply-postings.ts`,
        find: '  stepRightsRow(trx, change);',
        replace: "  if (change.counter !== 'returned') stepRightsRow(trx, change);",
      },
    ],
  },
  {
    name: 'spends-the-balance',
    seeds: [3],
    says: 'a till spends what HQ says the member has, wherever it lies, and no table stops it',
    patches: [
      {
        file: `${TILL}/service/redeem.ts`,
        find: '  const rights = standing.rights.filter(({ vintage }) => compareVintages(vintage, oldest) >= 0);',
        replace: `  const [first] = standing.rights.filter(({ vintage }) => compareVintages(vintage, oldest) >= 0);
  const rights = first === undefined ? [] : [{ ...first, n: standing.points }];`,
      },
      {
        file: `${TILL}/store/migration/0020-ledger.ts`,
        find: 'check (granted + earned + restored - spent - clawed - returned >= 0)',
        replace: 'check (granted >= 0)',
      },
    ],
  },
  {
    name: 'grant-leaves-pool-full',
    seeds: [1],
    says: 'HQ does not take from the pool what it grants',
    patches: [
      {
        file: `${HQ}/ledger/book-postings.ts`,
        find: "  if (debit.kind === 'pool') takeFromPool(book, debit, n);",
        replace: "  if (debit.kind === 'pool' && credit.kind !== 'granted') takeFromPool(book, debit, n);",
      },
    ],
  },
  {
    name: 'grant-to-any-life',
    seeds: [20],
    needs: ['backup_restore'],
    says: 'HQ tells a till the grants of every life of its branch',
    patches: [
      {
        file: `${HQ}/sync/unreported-grants.ts`,
        find: "    .where('incarnation', '=', incarnation)\n",
        replace: '',
      },
    ],
  },
  {
    name: 'expires-what-lies-at-tills',
    seeds: [300],
    says: 'HQ expires rights that it does not hold',
    patches: [
      {
        file: `${HQ}/expiry/expire-pools.ts`,
        find: '  const expired = [...book.pool.all()]',
        replace: `  for (const row of [...book.rights.all()]) {
    const n = row.granted + row.earned + row.restored - row.spent - row.clawed - row.returned;
    if (n <= 0 || row.vintage >= oldest) continue;
    book.rights.put({ ...row, returned: row.returned + n });
    const before = book.pool.groupOf(row.member_id).find(({ vintage }) => vintage === row.vintage)?.n ?? 0;
    book.pool.put({ member_id: row.member_id, vintage: row.vintage, n: before + n });
  }
  const expired = [...book.pool.all()]`,
      },
    ],
  },
  {
    name: 'spent-not-counted',
    seeds: [2],
    says: 'a redemption is in the log, and the counter of what was spent stays',
    patches: [
      {
        file: `${TILL}/service/apply-postings.ts`,
        find: '  stepRightsRow(trx, change);',
        replace: "  if (change.counter !== 'spent' || seq % 3 !== 0) stepRightsRow(trx, change);",
      },
    ],
  },
  {
    name: 'debt-paid-twice',
    seeds: [10],
    says: 'HQ takes a debt from the pool and forgets that it did',
    patches: [
      {
        file: `${HQ}/ledger/book-postings.ts`,
        find: "  if (credit.kind === 'debt') changeTotal(book, credit.member, (total) => ({ absorbed: total.absorbed + n }));",
        replace:
          "  if (credit.kind === 'debt') changeTotal(book, credit.member, (total) => ({ absorbed: total.absorbed + Math.ceil(n / 2) }));",
      },
    ],
  },
  {
    name: 'debt-never-paid',
    seeds: [6],
    says: 'HQ grants everything to those who owe',
    patches: [
      {
        file: `${HQ}/ledger/absorb-debt.ts`,
        find: '  if (debt <= 0) return;',
        replace: '  if (debt <= 0 || members.length > 0) return;',
      },
    ],
  },
  {
    name: 'phone-grant-of-any-till',
    seeds: [140],
    says: 'a till takes a signed grant that was made for another one',
    patches: [
      {
        file: `${SYNC}/grant/decide-grant.ts`,
        find: "  if (content.branch !== writer.branch) return err({ code: 'grant_other_branch', branch: content.branch });\n",
        replace: '',
      },
      {
        file: `${SYNC}/grant/decide-grant.ts`,
        find: "  if (content.incarnation !== writer.incarnation) return err({ code: 'grant_other_life' });\n",
        replace: '',
      },
    ],
  },
  {
    name: 'phone-grant-adds',
    seeds: [9],
    says: 'a signed grant counts again each time it is scanned',
    patches: [
      {
        file: `${TILL}/service/scan-grant.ts`,
        find: '  takeGrants(trx, newer);',
        replace:
          '  takeGrants(trx, grants.map((grant) => ({ ...grant, granted: (heldOf(grant) + grant.granted) as typeof grant.granted })));',
      },
    ],
  },
];
