import { hold } from '../violation.ts';
import { type DiskReader, type LogRow, openDiskReader, type RightsRow } from './disk-reader.ts';
import { flowsOf, type FlowPart, keyOfAccount, Tally } from './flow.ts';
import { type OriginLaw, originLawOf } from './origin-law.ts';
import type { OrderLaw } from './order-law.ts';
import type { PointsLaw } from './points-law.ts';

/** What one life of one database committed: the hash of each event, in order. */
export type Chain = readonly string[];

/** A database of a branch as the oracle knows it, also after it was destroyed. */
export type Disk = {
  readonly id: number;
  readonly branch: string;
  reader: DiskReader;
  folder: string;
  isLiving: boolean;
  readonly chains: Map<string, string[]>;
  lastNo: number;
  liveIncarnation: string;
  /** Counters of rights folded from the log: `incarnation member vintage counter`. */
  readonly counters: Tally;
  readonly stock: Tally;
  /** The life in which the database was copied, when its copy lies without life files: it must begin another before it does anything. */
  asleepIn: string | null;
  /** Lives that said farewell. */
  readonly closed: Set<string>;
};

/** The omniscient record of all databases there ever were. */
export type Truth = {
  readonly disks: Disk[];
  readonly events: Map<string, LogRow & { readonly branch: string; readonly parts: readonly FlowPart[] }>;
  readonly origin: OriginLaw;
  isClosed(disk: Disk): boolean;
  /** What this database holds now may be spent twice: it runs a second time somewhere, or goes on from where another one has gone on before. */
  copied(disk: Disk): void;
  wasCopied(branch: string): boolean;
  wasAnyCopied(): boolean;
  /** A person at HQ gave this life up, whatever became of its disk. */
  declareLost(incarnation: string): void;
  wasDeclaredLost(incarnation: string): boolean;
  mount(branch: string, folder: string): Disk;
  /** This database was put back from a copy of it alone: nobody can spend what its last life held. */
  fallAsleep(disk: Disk): void;
  isAsleep(disk: Disk): boolean;
  /** Nothing tells this database any more that it is an older copy. */
  wake(disk: Disk): void;
  /** The same database lies in another folder now. */
  remount(disk: Disk, folder: string): void;
  destroy(disk: Disk): void;
  touch(disk: Disk): void;
  /** Databases that carry this name's log. */
  holdersOf(branch: string, incarnation: string): readonly Disk[];
  close(): void;
};

const COUNTER_BY_FLOW: Readonly<Record<string, readonly ['debit' | 'credit', string]>> = {
  'issued>rights': ['credit', 'earned'],
  'redeemed>rights': ['credit', 'restored'],
  'rights>redeemed': ['debit', 'spent'],
  'rights>clawed': ['debit', 'clawed'],
  'rights>returned': ['debit', 'returned'],
};
const COUNTERS = ['earned', 'restored', 'spent', 'clawed', 'returned'] as const;

export type TruthDeps = {
  readonly database: string;
  readonly points: PointsLaw;
  readonly orders: OrderLaw;
  readonly onEvent: (name: string) => void;
};

export function createTruth({ database, points, orders, onEvent }: TruthDeps): Truth {
  const disks: Disk[] = [];
  const events: Truth['events'] = new Map();
  const origin = originLawOf();
  const copies = new Set<string>();
  const declaredLost = new Set<string>();
  const take = (disk: Disk, row: LogRow) => {
    const chain = disk.chains.get(row.incarnation) ?? [];
    disk.chains.set(row.incarnation, chain);
    hold(row.seq === chain.length + 1, 'I5', () => `${disk.branch}: its own log jumps to ${row.seq} after ${chain.length}`);
    hold(row.seq === 1 || row.prev_hash === chain.at(-1), 'I5', () => `${disk.branch}: its own log is broken at ${row.seq}`);
    chain.push(row.hash);
    disk.lastNo = row.no;
    const parts = flowsOf(JSON.parse(row.postings) as never);
    checkFarewell(disk, row);
    foldInto(disk, row, parts);
    hold(row.incarnation !== disk.asleepIn, 'I8', () => `${disk.branch}: a restored database went on with ${row.incarnation}`);
    if (events.has(row.hash)) return;
    events.set(row.hash, { ...row, branch: disk.branch, parts });
    onEvent(`event ${row.type}`);
    origin.take(disk.branch, row);
    orders.takeBranch({ branch: disk.branch, mayRepeat: copies.has(disk.branch) }, row);
    points.addBranchEvent(parts);
  };
  const touch = (disk: Disk) => {
    if (!disk.isLiving) return;
    for (const row of disk.reader.logAfter(disk.lastNo)) take(disk, row);
    disk.liveIncarnation = disk.reader.liveIncarnation();
    const rights = disk.reader.rights();
    checkRights(disk, rights);
    checkStock(disk);
    points.setHeld(disk.id, heldBy(disk, rights));
  };
  const copied = (disk: Disk) => {
    copies.add(disk.branch);
    origin.excuse(disk.branch);
    points.allow(heldBy(disk));
  };
  return {
    disks,
    events,
    origin,
    isClosed: (disk) => disk.closed.has(disk.liveIncarnation),
    copied,
    wasCopied: (branch) => copies.has(branch),
    wasAnyCopied: () => copies.size > 0,
    declareLost: (incarnation) => declaredLost.add(incarnation),
    wasDeclaredLost: (incarnation) => declaredLost.has(incarnation),
    touch,
    mount: (branch, folder) => {
      const reader = openDiskReader(folder, database);
      const disk: Disk = {
        id: disks.length,
        branch,
        reader,
        folder,
        isLiving: true,
        lastNo: 0,
        liveIncarnation: '',
        chains: new Map(),
        counters: new Tally(),
        stock: new Tally(),
        closed: new Set(),
        asleepIn: null,
      };
      disks.push(disk);
      touch(disk);
      return disk;
    },
    fallAsleep: (disk) => {
      disk.asleepIn = disk.liveIncarnation;
      points.setHeld(disk.id, []);
    },
    isAsleep,
    wake: (disk) => {
      disk.asleepIn = null;
      copied(disk);
    },
    remount: (disk, folder) => {
      disk.reader.close();
      disk.folder = folder;
      disk.reader = openDiskReader(disk.folder, database);
    },
    destroy: (disk) => {
      disk.isLiving = false;
      origin.excuse(disk.branch);
      disk.reader.close();
      points.setHeld(disk.id, []);
    },
    holdersOf: (branch, incarnation) => disks.filter((disk) => disk.branch === branch && disk.chains.has(incarnation)),
    close: () => {
      for (const disk of disks) if (disk.isLiving) disk.reader.close();
    },
  };
}

/** What a till does of its own accord; what it hears of HQ may still be noted. */
const TRADE = /^(?:sale_|reward_redeemed|redemption_|order_|stock_|rights_returned)/;

function checkFarewell(disk: Disk, { incarnation, type, seq }: LogRow): void {
  const isOver = disk.closed.has(incarnation) && TRADE.test(type);
  hold(!isOver, 'I8', () => `${disk.branch} ${incarnation} said farewell and went on: ${seq} ${type}`);
  if (type === 'incarnation_closed') disk.closed.add(incarnation);
}

function foldInto(disk: Disk, { incarnation }: LogRow, parts: readonly FlowPart[]): void {
  for (const { unit, flow, debit, credit, n } of parts) {
    const counter = unit === 'pt' ? COUNTER_BY_FLOW[flow] : undefined;
    if (counter !== undefined) {
      const [side, name] = counter;
      disk.counters.add(`${incarnation} ${keyOfAccount(side === 'debit' ? debit : credit)} ${name}`, n);
    }
    if (!unit.startsWith('sku:')) continue;
    const reward = unit.slice('sku:'.length);
    for (const [words, sign] of [
      [credit, 1],
      [debit, -1],
    ] as const) {
      if (words[0] === 'stock' || words[0] === 'consigned') disk.stock.add(`${incarnation} ${reward} ${words[0]}`, sign * n);
    }
  }
}

/** I1: nothing below zero, and the table is the fold of the log. */
function checkRights(disk: Disk, rows: readonly RightsRow[]): void {
  for (const row of rows) {
    const rights = row.granted + row.earned + row.restored - row.spent - row.clawed - row.returned;
    hold(rights >= 0, 'I1', () => `${disk.branch} holds ${rights} of ${row.member_id} ${row.vintage}`);
    for (const name of COUNTERS) {
      const folded = disk.counters.get(`${disk.liveIncarnation} ${row.member_id} ${row.vintage} ${name}`);
      hold(row[name] === folded, 'I1', () => `${disk.branch}: ${name} of ${row.member_id} is ${row[name]}, its log says ${folded}`);
    }
  }
}

function checkStock(disk: Disk): void {
  for (const row of disk.reader.stock()) {
    hold(row.on_hand >= 0 && row.consigned >= 0, 'I1', () => `${disk.branch} has ${row.on_hand} of reward ${row.reward_id}`);
    const folded = disk.stock.get(`${disk.liveIncarnation} ${row.reward_id} stock`);
    hold(row.on_hand === folded, 'I1', () => `${disk.branch}: ${row.on_hand} of ${row.reward_id} on the shelf, its log says ${folded}`);
    const kept = disk.stock.get(`${disk.liveIncarnation} ${row.reward_id} consigned`);
    hold(row.consigned === kept, 'I1', () => `${disk.branch}: ${row.consigned} of ${row.reward_id} set aside, its log says ${kept}`);
  }
}

function isAsleep({ liveIncarnation, asleepIn }: Disk): boolean {
  return liveIncarnation === asleepIn;
}

function heldBy(disk: Disk, rows: readonly RightsRow[] = disk.reader.rights()): readonly (readonly [string, number])[] {
  if (!disk.isLiving || isAsleep(disk)) return [];
  return rows.flatMap((row): [string, number][] => {
    const n = row.granted + row.earned + row.restored - row.spent - row.clawed - row.returned;
    return n === 0 ? [] : [[`${row.member_id} ${row.vintage}`, n]];
  });
}
