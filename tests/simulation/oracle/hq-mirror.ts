import { createHash } from 'node:crypto';
import { hold } from '../violation.ts';
import { flowsOf, type FlowPart, keyOfAccount, Tally } from './flow.ts';
import { type HqEventRow, type HqIncarnationRow, type HqReader, openHqReader } from './hq-reader.ts';
import { createLossLaw } from './loss-law.ts';
import type { OrderLaw } from './order-law.ts';
import type { People } from './people.ts';
import type { PointsLaw } from './points-law.ts';
import type { Truth } from './truth.ts';

/** HQ's store, followed event by event and compared with what its tables say. */
export type HqMirror = {
  readonly reader: () => HqReader;
  /** `isRecovered`: whether what HQ did last brought in the rest of a log that is over (asked only when one was added to). */
  touch(isRecovered?: (incarnation: string) => boolean): void;
  /** Lets go of HQ's files. */
  leave(): void;
  /** HQ runs on another copy of its files. */
  reset(): void;
  isLinked(member: string): boolean;
  /** Events that HQ's build cannot read. */
  deferredCount(): number;
  incarnationOf(branch: string, incarnation: string): HqIncarnationRow | undefined;
  incarnations(): readonly HqIncarnationRow[];
  isBarred(): boolean;
  /** The history of a restored HQ of which nobody has said yet that no till is missing. */
  unconfirmedHistory(): HqIncarnationRow | undefined;
  /** Lives that a restored HQ waits for. */
  silentLives(): readonly HqIncarnationRow[];
  /** By how much any history of HQ granted more to this owner than the present one knows. */
  forgottenGrants(owner: string): readonly (readonly [string, number])[];
  hasSeq(branch: string, incarnation: string, seq: number): boolean;
  /** The largest grant that any history of HQ ever made: `branch incarnation member vintage`. */
  grantedEver(key: string): number;
  eventCount(): number;
  close(): void;
};

const SPEAKING = new Set(['active', 'draining', 'frozen']);
const OVER = new Set(['closed', 'written_off']);
const COUNTER_BY_FLOW: Readonly<Record<string, readonly ['debit' | 'credit', string]>> = {
  'issued>rights': ['credit', 'earned'],
  'redeemed>rights': ['credit', 'restored'],
  'rights>redeemed': ['debit', 'spent'],
  'rights>clawed': ['debit', 'clawed'],
  'rights>returned': ['debit', 'returned'],
  'pool>granted': ['credit', 'granted'],
  // Of a life that is over: HQ acts in its place.
  'rights>pool': ['debit', 'returned'],
  'rights>loss': ['debit', 'returned'],
  'loss>rights': ['credit', 'restored'],
};
const COUNTERS = ['granted', 'earned', 'restored', 'spent', 'clawed', 'returned'] as const;

export type HqMirrorDeps = {
  readonly folder: string;
  readonly database: string;
  readonly truth: Truth;
  readonly points: PointsLaw;
  readonly orders: OrderLaw;
  readonly people: People;
  readonly onEvent: (name: string) => void;
  readonly onErased: (member: string) => void;
};

type OrderSlice = { readonly memberId: string; readonly vintage: string; readonly n: number };

export function createHqMirror({ folder, database, truth, points, orders, people, onEvent, onErased }: HqMirrorDeps): HqMirror {
  let reader = openHqReader(folder, database);
  let lastGseq = 0;
  let events = 0;
  let rows: readonly HqIncarnationRow[] = [];
  const lastHashes = new Map<string, string>();
  let seqs = new Map<string, number>();
  const counters = new Tally();
  const pool = new Tally();
  const reserved = new Tally();
  const ever = new Map<string, number>();
  const stateOf = new Map<string, string>();
  const losses = createLossLaw();
  const lateReturns = new Tally();
  let wasBarred: boolean | null = null;
  /** States as HQ's own log has them, at the place of each event. */
  const decided = new Map<string, string>();

  const takeBranchEvent = (row: HqEventRow, isRecovered: (incarnation: string) => boolean) => {
    const name = `${row.branch_id} ${row.incarnation}`;
    hold(row.seq === (seqs.get(name) ?? 0) + 1, 'I6', () => `HQ took ${name} ${row.seq} after ${seqs.get(name) ?? 0}`);
    seqs.set(name, row.seq);
    hold(row.seq === 1 || row.prev_hash === lastHashes.get(name), 'I5', () => `HQ's log of ${name} is broken at ${row.seq}`);
    lastHashes.set(name, row.hash);
    // A hash commits to all before it.
    const holders = truth.holdersOf(row.branch_id, row.incarnation);
    const isTrue = holders.some((disk) => disk.chains.get(row.incarnation)?.[row.seq - 1] === row.hash);
    hold(isTrue, 'I5', () => `HQ has ${name} ${row.seq} with a hash that no database of that name has`);
    const state = stateOf.get(name);
    const maySpeak = state === undefined || SPEAKING.has(state) || isRecovered(row.incarnation);
    hold(maySpeak, 'I8', () => `${name} was ${state} and spoke: ${row.seq} ${row.type}`);
  };
  const fold = (row: HqEventRow) => {
    hold(
      createHash('sha256').update(row.content).digest('hex') === row.hash,
      'I5',
      () => `the content of event ${row.gseq} has another hash`,
    );
    const { postings, body } = JSON.parse(row.content) as { postings: never; body: Record<string, unknown> };
    const parts = flowsOf(postings);
    for (const part of parts) if (part.unit === 'pt') foldPoints(part);
    if (row.branch_id !== 'hq') return;
    onEvent(`hq event ${row.type}`);
    losses.takeHq(parts, (life) => decided.get(life));
    if (row.type === 'incarnation_changed') decided.set(`${String(body['branch'])} ${String(body['incarnation'])}`, String(body['state']));
    if (row.type === 'member_erased') onErased(String(body['memberId']));
    // What was forgotten may be given again, and nothing else, until all are known again.
    const isNew = row.type === 'rights_granted' && body['cause'] !== 'recovery' && row.incarnation === restoredHistory()?.incarnation;
    hold(!isNew || !isBarred(), 'X12', () => `HQ granted anew (event ${row.gseq}) while it did not know what it had granted before`);
    orders.takeHq(row.type, body);
    if (row.type === 'members_linked') people.link(String(body['memberId']), String(body['into']));
    if (row.type === 'members_unlinked') people.unlink(String(body['memberId']));
    points.addHqEvent(row.type === 'sale_settled' ? String(body['saleId']) : row.event_id, parts);
  };
  const rightsOf = (owner: string) => {
    const count = (name: string) => counters.get(`${owner} ${name}`);
    return count('granted') + count('earned') + count('restored') - count('spent') - count('clawed') - count('returned');
  };
  const foldPoints = ({ flow, debit, credit, n }: FlowPart) => {
    const counter = COUNTER_BY_FLOW[flow];
    let missing = 0;
    if (counter !== undefined) {
      // The last two words say to whom the rights belong.
      const words = counter[0] === 'debit' ? debit : credit;
      const owner = `${words.at(-2) ?? ''} ${words.at(-1) ?? ''} ${keyOfAccount(words)}`;
      const before = rightsOf(owner);
      counters.add(`${owner} ${counter[1]}`, n);
      missing = Math.max(0, -rightsOf(owner)) - Math.max(0, -before);
    }
    if (credit[0] === 'pool') pool.add(keyOfAccount(credit), n);
    if (debit[0] === 'pool') pool.add(keyOfAccount(debit), -n);
    if (credit[0] === 'reserved') reserved.add(keyOfAccount(credit), n);
    if (debit[0] === 'reserved') reserved.add(keyOfAccount(debit), -n);
    if (credit[0] !== 'returned') return;
    const life = credit.slice(-2).join(' ');
    // What a late log gives back was taken over with the rest before: it goes to nobody a second time.
    if (OVER.has(decided.get(life) ?? '')) lateReturns.add(`${life} ${keyOfAccount(credit)}`, n);
    // What a till gives back beyond what HQ thinks it has reaches no pool.
    else pool.add(keyOfAccount(credit), n - Math.max(0, missing));
  };
  const touch = (isRecovered: (incarnation: string) => boolean = () => false) => {
    rows = reader.incarnations();
    const news = reader.eventsAfter(lastGseq);
    for (const row of news) {
      hold(row.gseq > lastGseq, 'I6', () => `HQ's order jumps to ${row.gseq}`);
      lastGseq = row.gseq;
      events += 1;
      if (row.branch_id !== 'hq') takeBranchEvent(row, isRecovered);
      fold(row);
    }
    for (const row of rows) checkIncarnation(row);
    if (news.length > 0) checkTables();
    if (news.length > 0) checkReserved();
    const barred = isBarred();
    if (news.length > 0 || barred !== wasBarred) setPool(barred);
    wasBarred = barred;
  };
  const checkIncarnation = (row: HqIncarnationRow) => {
    const name = `${row.branch_id} ${row.incarnation}`;
    stateOf.set(name, row.state);
    if (row.branch_id === 'hq') return;
    hold(row.last_seq === (seqs.get(name) ?? 0), 'I6', () => `HQ says ${name} ends at ${row.last_seq}, its log at ${seqs.get(name) ?? 0}`);
  };
  const checkTables = () => {
    const held = new Tally();
    for (const row of reader.rights()) {
      const owner = `${row.branch_id} ${row.incarnation} ${row.member_id} ${row.vintage}`;
      for (const name of COUNTERS) {
        const folded = counters.get(`${owner} ${name}`);
        hold(row[name] === folded, 'I3', () => `HQ's ${name} of ${owner} is ${row[name]}, the logs say ${folded}`);
      }
      ever.set(owner, Math.max(ever.get(owner) ?? 0, row.granted));
      const rights = row.granted + row.earned + row.restored - row.spent - row.clawed - row.returned;
      const state = stateOf.get(`${row.branch_id} ${row.incarnation}`);
      hold(
        rights + lateReturns.get(owner) >= 0 || state === 'frozen' || state === 'forked' || state === 'in_doubt',
        'I4',
        () => `HQ sees ${rights} rights of ${owner}, which is ${state}`,
      );
      held.add(row.member_id, Math.max(0, rights));
    }
    for (const row of reader.pool()) {
      hold(row.n >= 0 && row.deficit >= 0, 'I3', () => `the pool of ${row.member_id} ${row.vintage} is ${row.n} and lacks ${row.deficit}`);
      const folded = pool.get(`${row.member_id} ${row.vintage}`);
      hold(
        row.n - row.deficit === folded,
        'I3',
        () => `the pool of ${row.member_id} ${row.vintage} is ${row.n} − ${row.deficit}, the logs say ${folded}`,
      );
      held.add(row.member_id, row.n - row.deficit);
    }
    for (const row of reader.totals()) {
      hold(
        row.points === held.get(row.member_id),
        'I3',
        () => `${row.member_id} has ${row.points} points, pool and rights ${held.get(row.member_id)}`,
      );
    }
  };
  const setAside = () => {
    const aside = { reserved: new Tally(), ready: new Tally() };
    const open = "select state, slices from reward_order where state in ('reserved', 'ready')";
    for (const { state, slices } of reader.all<{ state: 'reserved' | 'ready'; slices: string }>(open)) {
      for (const { memberId, vintage, n } of JSON.parse(slices) as OrderSlice[]) aside[state].add(`${memberId} ${vintage}`, n);
    }
    return aside;
  };
  /** What lies aside is what the open orders say. */
  const checkReserved = () => {
    const { reserved: open, ready } = setAside();
    for (const [key, n] of ready.entries()) open.add(key, n);
    for (const key of new Set([...open.keys(), ...reserved.keys()])) {
      hold(open.get(key) === reserved.get(key), 'I3', () => `orders hold ${open.get(key)} of ${key}, the logs say ${reserved.get(key)}`);
    }
  };
  const setPool = (barred: boolean) => {
    points.setPool(barred ? [] : reader.pool().map((row) => [`${row.member_id} ${row.vintage}`, row.n] as const));
    points.setReserved(barred ? [] : promised());
  };
  /** What is ready can be handed over; of the rest, what the pool lacks cannot: HQ confirms no such order. */
  const promised = () => {
    const { reserved: waiting, ready } = setAside();
    const lacking = new Map(reader.pool().map((row) => [`${row.member_id} ${row.vintage}`, row.deficit]));
    const keys = [...new Set([...waiting.keys(), ...ready.keys()])];
    return keys.map((key) => [key, ready.get(key) + Math.max(0, waiting.get(key) - (lacking.get(key) ?? 0))] as const);
  };
  /** The history that HQ opened when it was restored; undefined in the first. */
  const restoredHistory = () =>
    rows.find(({ branch_id, state, previous_incarnation }) => branch_id === 'hq' && state === 'active' && previous_incarnation !== null);
  const unconfirmedHistory = () => {
    const epoch = restoredHistory();
    return epoch?.waived_epoch === epoch?.incarnation ? undefined : epoch;
  };
  const silentLives = () => {
    const epoch = restoredHistory();
    if (epoch === undefined) return [];
    return rows.filter(
      (row) =>
        row.branch_id !== 'hq' &&
        [...SPEAKING, 'in_doubt', 'forked'].includes(row.state) &&
        row.reported_epoch !== epoch.incarnation &&
        row.waived_epoch !== epoch.incarnation,
    );
  };
  /** Machines that were enrolled before the copy, and whose first words the restored HQ has forgotten or never heard. */
  const isMachineSilent = () => {
    if (restoredHistory() === undefined) return false;
    const unheard = `select 1 from terminal where state = 'active' and last_seen_at is null and enrolled_at <
      (select first_seen_at from incarnation where branch_id = 'hq' and state = 'active')`;
    return reader.all(unheard).length > 0;
  };
  const isBarred = () => unconfirmedHistory() !== undefined || silentLives().length > 0 || isMachineSilent();
  return {
    reader: () => reader,
    touch,
    isLinked: (member) => people.isLinked(member),
    deferredCount: () => reader.all('select * from deferred_event').length,
    leave: () => reader.close(),
    reset: () => {
      reader.close();
      reader = openHqReader(folder, database);
      [lastGseq, seqs] = [0, new Map()];
      lastHashes.clear();
      counters.clear();
      pool.clear();
      stateOf.clear();
      reserved.clear();
      points.forgetHq();
      losses.forgetHq();
      lateReturns.clear();
      decided.clear();
      orders.forgetHq();
      people.forget();
      touch();
      points.heardAgain();
    },
    incarnations: () => rows,
    incarnationOf: (branch, incarnation) => rows.find((row) => row.branch_id === branch && row.incarnation === incarnation),
    isBarred,
    unconfirmedHistory,
    silentLives,
    forgottenGrants: (owner) => {
      const own = [...ever].filter(([key]) => key.startsWith(owner));
      return own.map(([key, most]) => [key.slice(owner.length), most - counters.get(`${key} granted`)] as const).filter(([, n]) => n > 0);
    },
    hasSeq: (branch, incarnation, seq) => (seqs.get(`${branch} ${incarnation}`) ?? 0) >= seq,
    grantedEver: (key) => ever.get(key) ?? 0,
    eventCount: () => events,
    close: () => reader.close(),
  };
}
