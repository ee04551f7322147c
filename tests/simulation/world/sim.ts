import type { Chance } from '../chance.ts';
import type { Coverage } from '../coverage.ts';
import type { Oracle } from '../oracle/oracle.ts';
import type { Disk } from '../oracle/truth.ts';
import type { Plan } from '../plan.ts';
import type { MemoryKeystore } from '../template/memory-keystore.ts';
import type { ProductSpec, RewardSpec } from '../template/build-template.ts';
import type { Trace } from '../trace.ts';
import type { WorldClock } from './clock.ts';
import type { HqNode } from './hq-node.ts';
import type { Network } from './network.ts';
import type { TillNode } from './till-node.ts';
import type { Timers } from './timers.ts';

/** What a cashier asks of a till: one id, however often it is asked. */
export type Command = {
  readonly id: string;
  readonly kind: string;
  readonly till: number;
  /** The database that it was asked of. */
  readonly disk: number;
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly member: string | null;
  /** Points' worth of goods that go over the counter when the answer is yes. */
  readonly handed: (answer: unknown) => number;
  state: 'open' | 'done' | 'refused';
  answer: unknown;
};

export type TillBackup = {
  readonly disk: number;
  readonly folder: string;
  /** Where its log ended, and how many requests it had counted. */
  readonly end: string;
  /** It had been put back itself, and had not run since. */
  readonly wasAsleep: boolean;
};

/** One world in which one seed happens. */
export type Sim = {
  readonly plan: Plan;
  /** Choices of the scheduler. */
  readonly chance: Chance;
  readonly coverage: Coverage;
  readonly trace: Trace;
  readonly clock: WorldClock;
  readonly network: Network;
  readonly timers: Timers;
  readonly hq: HqNode;
  /** When HQ does its hourly work again. */
  readonly hour: { next: number };
  /** A copied till is one more. */
  readonly tills: TillNode[];
  readonly oracle: Oracle;
  readonly folder: string;
  readonly rewards: readonly RewardSpec[];
  readonly products: readonly ProductSpec[];
  /** Members that people know of, also those that HQ has not heard of yet. */
  readonly members: string[];
  readonly commands: Command[];
  /** Numbers for what a world makes. */
  readonly numbers: { folder: number; phone: number; histories: number };
  /** Grants that phones hold. */
  readonly phones: PhoneGrant[];
  /** Machines on which an older build of the till runs. */
  readonly oldTills: Set<number>;
  /** Copies of HQ's files that were put aside. */
  readonly backups: string[];
  /** Copies of tills' files. */
  readonly tillBackups: TillBackup[];
  /** False from the end of the faults on. */
  isFaulty: boolean;
  readonly newId: () => string;
  readonly newFolder: (name: string) => string;
  readonly diskOf: (till: TillNode) => Disk;
  /** A database begins or goes on at this till. */
  readonly setDisk: (till: TillNode, disk: Disk) => void;
  /** A machine more, with the files of `folder`. */
  readonly addTill: (of: TillFiles) => TillNode;
};

/** `histories`: how many histories HQ had behind it when it was issued. */
export type PhoneGrant = { readonly text: string; readonly branch: string; readonly histories: number };

export type TillFiles = {
  readonly branch: string;
  readonly folder: string;
  readonly keystore: MemoryKeystore;
  readonly staffId: string;
  readonly token: string;
};
