import type { BranchId, EventId, Incarnation, MemberId, UnixMs } from '@jifen/core';
import type { FieldCipher } from '@jifen/platform';
import type { Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { loadBook } from '../../ledger/store-book.ts';
import { isBarrierShut } from '../../placement/barrier.ts';
import { createTrade } from '../../settlement/trade.ts';
import { loadUnions, type Unions } from '../../settlement/union.ts';
import { loadReceiptOwners } from '../../release/receipt-owner.ts';
import { loadByKeys } from '../../store/bulk.ts';
import { listOrdersById, membersOf } from '../../store/order-store.ts';
import { createRowSet, keyOf } from '../../store/row-set.ts';
import { loadErased } from '../../store/erasure-store.ts';
import { isHqEventId } from '../../store/hq-log.ts';
import type { HqSchema } from '../../store/schema.ts';
import type { StaffRow } from '../../store/staff-store.ts';
import { listShiftsById } from '../../store/shift-store.ts';
import type { UnclaimedTable, WriteOffTable } from '../../store/table/ledger-tables.ts';
import type { OrderTable } from '../../store/table/order-tables.ts';
import type { IncarnationTable } from '../../store/table/log-tables.ts';
import type { CardTable, MemberTable } from '../../store/table/member-tables.ts';
import type { RedemptionRefundTable, RedemptionTable, RefundTable, SaleTable } from '../../store/table/trade-tables.ts';
import type { Ingest } from './ingest.ts';
import { loadZs } from './load-shifts.ts';
import type { ReadEvent } from './read-event.ts';
import { type Scope, scopeOf } from './scope.ts';
import { rowOf, rowsOf, statement } from '../../store/statement.ts';

export type IngestInput = {
  readonly reads: readonly ReadEvent[];
  /** Members whom the request names beside its events: grants that it reports, points that it wants. */
  readonly members: readonly MemberId[];
  /** Sales of other branches that the till says were passed on to it. */
  readonly taken: readonly EventId[];
  readonly log: IncarnationTable;
  readonly hq: Writer;
  readonly now: UnixMs;
  readonly cipher: FieldCipher;
  /** False when HQ was restored once. */
  readonly isFirstHistory: boolean;
};

type Found = {
  readonly cards: readonly CardTable[];
  readonly byPhone: readonly Pick<MemberTable, 'member_id' | 'phone_index'>[];
  readonly byIdNumber: readonly Pick<MemberTable, 'member_id' | 'id_number_index'>[];
  readonly unclaimed: readonly UnclaimedTable[];
  readonly sales: readonly SaleTable[];
  readonly refunds: readonly RefundTable[];
  readonly redemptions: readonly RedemptionTable[];
  readonly redemptionRefunds: readonly RedemptionRefundTable[];
  readonly orders: readonly OrderTable[];
  readonly staff: readonly StaffRow[];
};

const OFFSET = statement((sql, { branch }: { readonly branch: BranchId }) =>
  sql.selectFrom('branch').select('utc_offset_minutes').where('branch_id', '=', branch),
);
const MEMBERS = statement((sql, { members }: { readonly members: readonly MemberId[] }) =>
  sql.selectFrom('member').selectAll().where('member_id', 'in', members),
);
const KNOWN = statement((sql, { events }: { readonly events: readonly EventId[] }) =>
  sql.selectFrom('event').select('event_id').where('event_id', 'in', events),
);
const REFUNDS = statement((sql, { sales }: { readonly sales: readonly EventId[] }) =>
  sql.selectFrom('refund').selectAll().where('sale_id', 'in', sales),
);

/** Loads what the events of one exchange need, with a number of queries that does not depend on how many there are. */
export async function loadIngest(
  trx: Transaction<HqSchema>,
  input: IngestInput,
): Promise<{ readonly ingest: Ingest; readonly unions: Unions }> {
  const { log, hq, now, cipher, reads } = input;
  const writer: Writer = { branch: log.branch_id, incarnation: log.incarnation };
  const scope = scopeOf(reads, cipher);
  const found = await findReferred(trx, scope);
  const unions = await loadUnions(trx, new Set([...scope.members, ...input.members, ...ownersOf(found)]));
  const { members } = unions;
  const branch = await rowOf(trx, OFFSET, writer);
  const ingest: Ingest = {
    book: await loadBook(trx, { members, writer, hq, unclaimed: found.unclaimed, rewards: scope.rewards, others: refundersOf(found) }),
    hq,
    now,
    drafts: [],
    cipher,
    writer,
    isFirstHistory: input.isFirstHistory,
    isBarrierShut: !input.isFirstHistory && found.orders.length > 0 && (await isBarrierShut(trx, hq.incarnation)),
    utcOffsetMinutes: branch?.utc_offset_minutes ?? 0,
    log: { row: log, before: log },
    trade: createTrade(found),
    members: createRowSet((row) => row.member_id, await loadByKeys(members, (list) => rowsOf(trx, MEMBERS, { members: list }))),
    erased: await loadErased(trx, members),
    membersByPhone: setsOf(found.byPhone.map((row) => [row.phone_index, row.member_id])),
    membersByIdNumber: setsOf(found.byIdNumber.map((row) => [row.id_number_index, row.member_id])),
    cards: createRowSet((row) => row.card_number, found.cards),
    orders: createRowSet((row) => row.order_id, found.orders),
    staff: createRowSet((row) => row.staff_id, found.staff),
    shifts: createRowSet((row) => row.shift_id, await listShiftsById(trx, scope.shifts)),
    loadedZs: await loadZs(trx, writer, reads),
    receiptOwners: await loadReceiptOwners(trx, [...scope.refundedSales, ...input.taken]),
    redemptions: createRowSet((row) => row.event_id, found.redemptions),
    redemptionRefunds: createRowSet((row) => row.event_id, found.redemptionRefunds),
    repeatedSeqs: await findRepeated(trx, reads, scope),
    writeOffs: createRowSet<WriteOffTable>((row) => keyOf(row.member_id, row.vintage), []),
    proven: [],
    exceptions: new Map(),
    touches: [],
    visitors: new Set(),
    booked: [],
  };
  return { ingest, unions };
}

async function findReferred(trx: Transaction<HqSchema>, scope: Scope): Promise<Found> {
  const unclaimed = await findUnclaimed(trx, scope);
  const sales = new Set([...scope.refundedSales, ...unclaimed.map(({ event_id }) => event_id)]);
  return {
    unclaimed,
    orders: await listOrdersById(trx, scope.orders),
    staff: await loadByKeys(scope.staff, (list) => trx.selectFrom('staff').selectAll().where('staff_id', 'in', list).execute()),
    cards: await loadByKeys(scope.cards, (list) => trx.selectFrom('card').selectAll().where('card_number', 'in', list).execute()),
    byPhone: await loadByKeys(scope.phoneIndexes, (list) =>
      trx.selectFrom('member').select(['member_id', 'phone_index']).where('phone_index', 'in', list).execute(),
    ),
    byIdNumber: await loadByKeys(scope.idNumberIndexes, (list) =>
      trx.selectFrom('member').select(['member_id', 'id_number_index']).where('id_number_index', 'in', list).execute(),
    ),
    sales: await loadByKeys(sales, (list) => trx.selectFrom('sale').selectAll().where('event_id', 'in', list).execute()),
    refunds: await loadByKeys(new Set([...sales, ...scope.newSales]), (list) => rowsOf(trx, REFUNDS, { sales: list })),
    redemptions: await loadByKeys(scope.redemptions, (list) =>
      trx.selectFrom('redemption').selectAll().where('event_id', 'in', list).execute(),
    ),
    redemptionRefunds: await loadByKeys(scope.redemptions, (list) =>
      trx.selectFrom('redemption_refund').selectAll().where('redemption_id', 'in', list).execute(),
    ),
  };
}

/** Unclaimed sales that are refunded here, and those that wait for a card or phone of this batch. */
async function findUnclaimed(trx: Transaction<HqSchema>, scope: Scope): Promise<UnclaimedTable[]> {
  const referred = await loadByKeys(scope.refundedSales, (list) =>
    trx.selectFrom('unclaimed').selectAll().where('event_id', 'in', list).execute(),
  );
  const byCard = await loadByKeys(scope.cards, (list) =>
    trx.selectFrom('unclaimed').selectAll().where('card_number', 'in', list).where('attached_member', 'is', null).execute(),
  );
  const byPhone = await loadByKeys(scope.phoneIndexes, (list) =>
    trx.selectFrom('unclaimed').selectAll().where('phone_index', 'in', list).where('attached_member', 'is', null).execute(),
  );
  return [...referred, ...byCard, ...byPhone];
}

/** Who refunded sales of which HQ hears only now. */
function refundersOf({ refunds }: Found): Incarnation[] {
  return [...new Set(refunds.map(({ incarnation }) => incarnation))];
}

function ownersOf({ cards, byPhone, unclaimed, sales, orders }: Found): MemberId[] {
  return [
    ...membersOf(orders),
    ...cards.map(({ member_id }) => member_id),
    ...byPhone.map(({ member_id }) => member_id),
    ...unclaimed.flatMap(({ attached_member }) => attached_member ?? []),
    ...sales.flatMap(({ member_id }) => member_id ?? []),
  ];
}

/** Seqs whose event id HQ holds already, or may come to make itself, or that repeat an id of this batch. */
async function findRepeated(trx: Transaction<HqSchema>, reads: readonly ReadEvent[], scope: Scope): Promise<ReadonlySet<number>> {
  const known = await loadByKeys(scope.events, (list) => rowsOf(trx, KNOWN, { events: list }));
  const ids = new Set<EventId>(known.map(({ event_id }) => event_id));
  const repeated = new Set<number>();
  for (const { event } of reads) {
    if (ids.has(event.envelope.id) || isHqEventId(event.envelope.id)) repeated.add(event.envelope.seq);
    ids.add(event.envelope.id);
  }
  return repeated;
}

function setsOf(pairs: readonly (readonly [string | null, MemberId])[]): Map<string, Set<MemberId>> {
  const sets = new Map<string, Set<MemberId>>();
  for (const [index, member] of pairs) if (index !== null) sets.set(index, new Set(sets.get(index)).add(member));
  return sets;
}
