import { hold } from '../violation.ts';
import { Tally } from './flow.ts';
import { createHqMirror, type HqMirror } from './hq-mirror.ts';
import { createOrderLaw, type OrderLaw } from './order-law.ts';
import { createPeople, type People } from './people.ts';
import { createPointsLaw, type PointsLaw } from './points-law.ts';
import { createPrivateLaw, type PrivateLaw } from './private-law.ts';
import { createTruth, type Disk, type Truth } from './truth.ts';

/** What a till answered to a person with success: a promise that nothing may break. */
export type Promised = {
  readonly id: string;
  readonly kind: string;
  readonly body: unknown;
  readonly disk: Disk;
  /** Points for which goods went over the counter (below zero: came back). */
  readonly handed: number;
  readonly member: string | null;
};

/**
 * The witness: it sees every database and every answer, knows nothing of the product's code, and says after each step whether an
 * invariant still holds.
 */
export type Oracle = {
  readonly truth: Truth;
  readonly hq: HqMirror;
  readonly points: PointsLaw;
  readonly orders: OrderLaw;
  readonly people: People;
  readonly personal: PrivateLaw;
  /** A till did something. */
  touchTill(disk: Disk): void;
  touchHq(isRecovered?: (incarnation: string) => boolean): void;
  /** HQ's files are about to be exchanged. */
  leaveHq(): void;
  /** HQ's files were copied to this one. */
  copiedHq(file: string): void;
  /** That copy is HQ now. */
  resetHq(file: string): void;
  promise(promised: Promised): void;
  /** A till said no: then nothing of it may stand in its log. */
  refuse(id: string): void;
  /** HQ said that it has a log up to here. */
  acknowledged(ack: { readonly branch: string; readonly incarnation: string; readonly seq: number }): void;
  promises(): readonly Promised[];
  handedTo(member: string): number;
  close(): void;
};

export type OracleDeps = {
  readonly hqFolder: string;
  readonly hqDatabase: string;
  readonly tillDatabase: string;
  /** What kinds of events were met. */
  readonly onEvent: (name: string) => void;
};

export function createOracle({ hqFolder, hqDatabase, tillDatabase, onEvent }: OracleDeps): Oracle {
  const [points, orders, people, personal] = [createPointsLaw(), createOrderLaw(), createPeople(), createPrivateLaw()];
  const truth = createTruth({ database: tillDatabase, points, orders, onEvent });
  const hq = createHqMirror({ folder: hqFolder, database: hqDatabase, truth, points, orders, people, onEvent, onErased: personal.erased });
  const promises = new Map<string, Promised>();
  const handed = new Tally();
  const checkGrants = (disk: Disk) => {
    for (const row of disk.reader.rights()) {
      const most = hq.grantedEver(`${disk.branch} ${disk.liveIncarnation} ${row.member_id} ${row.vintage}`);
      hold(row.granted <= most, 'I2', () => `${disk.branch} believes in a grant of ${row.granted} of ${row.member_id}, HQ gave ${most}`);
    }
  };
  /** I8: nobody takes a living till's place at HQ, unless somebody copied it or a person gave it up. */
  const checkFenced = () => {
    for (const disk of truth.disks) {
      const { branch, liveIncarnation, isLiving } = disk;
      if (!isLiving || truth.isAsleep(disk) || truth.wasCopied(branch) || truth.wasDeclaredLost(liveIncarnation)) continue;
      const state = hq.incarnationOf(branch, liveIncarnation)?.state;
      hold(state !== 'in_doubt' && state !== 'forked', 'I8', () => `${branch} ${liveIncarnation} lives, and HQ has it ${state}`);
    }
  };
  return {
    truth,
    hq,
    points,
    orders,
    people,
    personal,
    touchTill: (disk) => {
      truth.touch(disk);
      if (disk.isLiving) checkGrants(disk);
      if (disk.isLiving) personal.touch(disk);
      points.check();
    },
    touchHq: (isRecovered) => {
      hq.touch(isRecovered);
      points.check();
      checkFenced();
    },
    leaveHq: () => hq.leave(),
    copiedHq: (file) => personal.copied(file, hq.reader()),
    resetHq: (file) => {
      hq.reset();
      personal.restored(file, hq.reader());
    },
    promise: (promised) => {
      const { id, kind, disk, member } = promised;
      hold(truth.origin.hasId(id), 'I6', () => `${kind} ${id} was answered with success and is not in the log of ${disk.branch}`);
      if (promises.has(id)) return;
      promises.set(id, promised);
      if (member === null) return;
      handed.add(member, promised.handed);
      const ids = people.everOf(member);
      const [away, issued] = [sumOf(ids, (one) => handed.get(one)), sumOf(ids, (one) => points.issuedTo(one))];
      hold(away <= issued, 'overspend', () => `${ids.join()} carried away ${away} points' worth and had ${issued}`);
    },
    refuse: (id) => hold(promises.has(id) || !truth.origin.hasId(id), 'I6', () => `${id} was refused and stands in a log`),
    acknowledged: ({ branch, incarnation, seq }) =>
      hold(hq.hasSeq(branch, incarnation, seq), 'I7', () => `HQ acknowledged ${branch} ${incarnation} ${seq} and has not got it`),
    promises: () => [...promises.values()],
    handedTo: (member) => handed.get(member),
    close: () => {
      truth.close();
      hq.close();
    },
  };
}

function sumOf(ids: readonly string[], count: (id: string) => number): number {
  return ids.reduce((sum, id) => sum + count(id), 0);
}
