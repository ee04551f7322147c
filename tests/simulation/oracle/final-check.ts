import { hold } from '../violation.ts';
import type { HqIncarnationRow, HqRightsRow } from './hq-reader.ts';
import type { Oracle } from './oracle.ts';
import { checkSettlement } from './recompute.ts';
import { checkReference } from './reference-law.ts';
import { checkRest } from './rest-law.ts';
import type { Disk } from './truth.ts';

const COUNTERS = ['granted', 'earned', 'restored', 'spent', 'clawed', 'returned'] as const;
const SPEAKING = new Set(['active', 'draining', 'frozen']);

/** What may need a person's look when nobody copied a database. All else is a fault of the product. */
const EXPECTED_EXCEPTIONS = new Set([
  'clock_suspect',
  'member_unknown',
  'member_inactive',
  'duplicate_candidate',
  'card_conflict',
  'sale_unknown',
  // A till whose disk was put back or emptied takes over from itself.
  'two_tills_one_name',
]);

export type FinalFacts = {
  readonly oracle: Oracle;
  readonly hasClone: boolean;
  /** The month now by HQ's clock. */
  readonly oldest: string;
  readonly coverage: { hit(name: string): void };
};

/** Somebody should see that an order was forgotten and came back. */
const EXPECTED_OF_RESTORED_HQ = new Set(['order_recovered']);

/** A database that was put back has forgotten what came back, or whose receipt it is by now, and without HQ takes it back once more. */
const EXPECTED_OF_FORGOTTEN_REFUND = new Set(['refund_exceeds_sale', 'refund_exceeds_redemption', 'refund_not_owner']);

type ExceptionRow = { readonly kind: string; readonly detail: string; readonly life: string | null };

/** I9, the second half: everybody agrees, and everything recomputed from the logs is what the tables say. */
export function checkEnd({ oracle, hasClone, coverage, oldest }: FinalFacts): void {
  for (const disk of oracle.truth.disks) if (disk.isLiving) checkLiving(oracle, disk);
  checkPromises(oracle);
  if (!oracle.hq.isBarred()) checkRest(oracle.hq.reader(), { oldest, people: oracle.people });
  oracle.personal.checkEnd(oracle.truth.disks, oracle.hq.reader());
  const exceptions = oracle.hq.reader().all<ExceptionRow>(
    `select kind, detail, incarnation.state as life from exception left join event on event.event_id = exception.event_id
     left join incarnation on incarnation.incarnation = event.incarnation where exception.state = 'open'`,
  );
  const hqWasRestored = oracle.hq.incarnations().filter(({ branch_id }) => branch_id === 'hq').length > 1;
  for (const { kind, detail, life } of exceptions) {
    coverage.hit(`exception ${kind}`);
    // More came to be spent there than the company had not given back yet.
    const isLateLoss = kind === 'rights_negative' && life === 'written_off';
    const isForgotten = EXPECTED_OF_FORGOTTEN_REFUND.has(kind) && oracle.truth.origin.isExcused(refundedIn(detail));
    const isOfRestored = hqWasRestored && EXPECTED_OF_RESTORED_HQ.has(kind);
    hold(hasClone || isLateLoss || isForgotten || isOfRestored || EXPECTED_EXCEPTIONS.has(kind), 'exception', () => `${kind} ${detail}`);
  }
  for (const { state, branch_id } of oracle.hq.incarnations()) if (branch_id !== 'hq') coverage.hit(`state ${state}`);
  for (const { state } of oracle.hq.reader().all<ReadyRow>('select * from reward_order')) coverage.hit(`order ${state}`);
  coverage.hit(oracle.hq.isBarred() ? 'barrier shut' : 'barrier open');
  hold(oracle.hq.deferredCount() === 0, 'I9', () => `HQ was upgraded and left ${oracle.hq.deferredCount()} events unread`);
  checkTotals(oracle);
  checkSettlement(oracle, { isExact: !hasClone });
}

function refundedIn(detail: string): string {
  const { saleId, redemptionId } = JSON.parse(detail) as { readonly saleId?: string; readonly redemptionId?: string };
  return saleId ?? redemptionId ?? '';
}

function checkLiving(oracle: Oracle, disk: Disk): void {
  const { branch, liveIncarnation } = disk;
  const name = `${branch} ${liveIncarnation}`;
  const known = oracle.hq.incarnationOf(branch, liveIncarnation);
  const chain = disk.chains.get(liveIncarnation) ?? [];
  hold(known !== undefined, 'I9', () => `HQ never heard of ${name}`);
  if (known?.state === 'closed' && oracle.truth.isClosed(disk)) return checkClosed(disk, known);
  if (known === undefined || !SPEAKING.has(known.state)) return checkDead(oracle, disk, known);
  hold(known.state === 'active', 'I9', () => `${name} is ${known.state}`);
  hold(known.last_seq === chain.length, 'I9', () => `${name} is at ${chain.length}, HQ has ${known.last_seq}`);
  hold(known.last_hash === chain.at(-1), 'I5', () => `${name} and HQ differ at ${chain.length}`);
  hold(disk.reader.ackedSeq() === chain.length, 'I9', () => `${name} still waits for an acknowledgement after ${disk.reader.ackedSeq()}`);
  checkRights(oracle, disk);
  checkReady(oracle, disk);
  checkReference(oracle, disk);
}

type ReadyRow = {
  readonly branch_id: string;
  readonly reward_id: string;
  readonly quantity: number;
  readonly owner: string | null;
  readonly state: string;
};

/** The goods of each order that is ready or has its goods promised are there. */
function checkReady(oracle: Oracle, { branch, liveIncarnation, reader }: Disk): void {
  const open = oracle.hq.reader().all<ReadyRow>("select * from reward_order where state in ('reserved', 'ready')");
  // While somebody is missing after a restore of HQ, what lost its goods cannot be set free.
  const isPromised = ({ state, owner }: ReadyRow) => (state === 'ready' ? owner === liveIncarnation : !oracle.hq.isBarred());
  const own = open.filter((order) => order.branch_id === branch && isPromised(order));
  const consigned = new Map(reader.stock().map((row) => [row.reward_id, row.consigned]));
  for (const { reward_id: reward } of own) {
    const promised = own.filter((order) => order.reward_id === reward).reduce((sum, { quantity }) => sum + quantity, 0);
    const there = consigned.get(reward) ?? 0;
    hold(promised <= there, 'order', () => `${branch} has orders for ${promised} of ${reward}, and ${there} of them`);
  }
}

/** Its whole log is at HQ, with the farewell at its end, and nothing lies there any more. */
function checkClosed(disk: Disk, known: HqIncarnationRow): void {
  const chain = disk.chains.get(disk.liveIncarnation) ?? [];
  hold(known.last_hash === chain.at(-1), 'I5', () => `${disk.branch} was closed at ${known.last_seq}, its log ends at ${chain.length}`);
  const held = disk.reader.rights().some((row) => row.granted + row.earned + row.restored - row.spent - row.clawed - row.returned !== 0);
  hold(!held, 'I9', () => `${disk.branch} was closed in order and still holds points`);
}

/** A database that HQ does not hear any more must have been told apart: its log contradicts, or another life took over. */
function checkDead(oracle: Oracle, disk: Disk, known: HqIncarnationRow | undefined): void {
  const successor = oracle.truth.disks.some((other) => other.branch === disk.branch && other.id !== disk.id);
  hold(successor, 'I9', () => `${disk.branch} ${disk.liveIncarnation} is ${known?.state ?? 'unknown'} for no reason`);
}

function checkRights(oracle: Oracle, disk: Disk): void {
  const key = (row: { member_id: string; vintage: string }) => `${row.member_id} ${row.vintage}`;
  const isOwn = (row: HqRightsRow) => row.branch_id === disk.branch && row.incarnation === disk.liveIncarnation;
  const atHq = new Map(
    oracle.hq
      .reader()
      .rights()
      .filter(isOwn)
      .map((row) => [key(row), row]),
  );
  const own = disk.reader.rights();
  for (const row of own) {
    for (const name of COUNTERS) {
      const said = atHq.get(key(row))?.[name] ?? 0;
      hold(row[name] === said, 'I9', () => `${disk.branch}: ${name} of ${key(row)} is ${row[name]}, at HQ ${said}`);
    }
    atHq.delete(key(row));
  }
  for (const row of atHq.values())
    hold(
      COUNTERS.every((name) => row[name] === 0),
      'I9',
      () => `${disk.branch} has nothing of ${key(row)}, HQ has`,
    );
}

/** What was answered with success is in HQ's log, also of earlier lives, but for what a destroyed disk took with it. */
function checkPromises(oracle: Oracle): void {
  const atHq = new Set(
    oracle.hq
      .reader()
      .all<{ event_id: string }>('select event_id from event')
      .map(({ event_id }) => event_id),
  );
  const apart = new Set(
    oracle.hq
      .reader()
      .all<{ hash: string }>('select hash from quarantine')
      .map(({ hash }) => hash),
  );
  for (const { id, kind, disk } of oracle.promises()) {
    const event = oracle.truth.events.get(oracle.truth.origin.hashOf(id) ?? '');
    const known = event === undefined ? undefined : oracle.hq.incarnationOf(disk.branch, event.incarnation);
    if (!disk.isLiving || event === undefined) continue;
    // Of a life whose log contradicts what HQ holds nothing is booked any more: a person has what it says.
    const chain = disk.chains.get(event.incarnation) ?? [];
    if (known !== undefined && known.last_seq > 0 && chain[known.last_seq - 1] !== known.last_hash) continue;
    // Whatever the person decides about that life, its tail stays apart.
    if (apart.has(event.hash)) continue;
    hold(
      atHq.has(id),
      'I9',
      () => `${kind} ${id} of ${disk.branch} never reached HQ, where ${event.incarnation} is ${known?.state} at ${known?.last_seq}`,
    );
  }
}

function checkTotals(oracle: Oracle): void {
  for (const row of oracle.hq.reader().totals()) {
    const balance = row.points - (row.owed - row.absorbed);
    const folded = row.earned - row.redeemed - row.reversed - row.expired;
    hold(balance === folded, 'I3', () => `${row.member_id}: ${row.points} points less debt are ${balance}, earned less used ${folded}`);
  }
}
