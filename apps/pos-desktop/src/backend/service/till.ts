import type { BranchId, StaffId, TerminalId, UnixMs } from '@jifen/core';
import type { FeedRow, KnownFeedRow } from '@jifen/sync';
import type { Logger, Pepper, PinHasher, RandomSource, Signer } from '@jifen/platform';
import type { LifeFiles } from '../store/life-file.ts';
import type { Log } from '../store/log.ts';
import type { BranchStore } from '../store/open-branch-store.ts';
import type { StaffRow } from '../store/schema.ts';
import type { CardCeiling } from './card-ceiling.ts';
import type { Changes } from './changes.ts';
import type { Download } from './download.ts';
import type { Line } from './line.ts';
import type { PinDelay } from './pin-delay.ts';
import type { Press } from './press.ts';
import type { Copies } from './copies.ts';
import type { Secrets } from './secrets.ts';
import type { ShiftFold } from './shift-fold.ts';
import type { Pause } from './timer.ts';

export type TillKeys = Secrets & { readonly cards: CardCeiling };

/** What a service has of the world, all of it given. */
export type World = {
  readonly store: BranchStore;
  readonly clock: () => UnixMs;
  readonly random: RandomSource;
  readonly hasher: PinHasher;
  readonly pinDelay: PinDelay;
  readonly logger: Logger;
  readonly changes: Changes;
  readonly line: Line;
  readonly download: Download;
  /** Between two parts of a long work. */
  readonly pause: Pause;
  readonly shiftFold: ShiftFold;
  /** Copies of the database on another disk, or beside it. */
  readonly copies: Copies;
  /** Prints; nothing waits for it. */
  readonly press: Press;
  /** What this build makes of a row of HQ's feed; null: nothing yet. */
  readonly readFeed: (row: FeedRow) => KnownFeedRow | null;
  /** What stands beside the database about the life that it leads. */
  readonly life: LifeFiles;
};

/** An enrolled till: it has a name, a log, and keys. */
export type Till = World & {
  /** The log of the present life: another one after `enterLog`. */
  readonly log: Log;
  enterLog(log: Log): void;
  /** Takes over what an enrolment changed: from now on the till is what the database and these keys say. */
  enterEnrolment(keys: TillKeys): void;
  readonly terminal: TerminalId;
  readonly terminalName: string;
  readonly branch: BranchId;
  readonly branchName: string;
  readonly hqUrl: string;
  /** HQ knows nothing of this machine's keys: it has to be enrolled again. */
  readonly hasLostKeys: boolean;
  /** Signs with the device's key. */
  readonly sign: Signer;
  /** Without it nobody can try PINs on what the database keeps of them. */
  readonly pepper: Pepper;
  /** Key of the fingerprints of commands: their content cannot be guessed from the database alone. */
  readonly fingerprintKey: string;
  readonly cards: CardCeiling;
};

/** Who asks: the signed-in person. Null where the till acts by itself. */
export type Actor = { readonly id: StaffId; readonly name: string; readonly role: StaffRow['role'] } | null;
export type SignedIn = NonNullable<Actor>;
