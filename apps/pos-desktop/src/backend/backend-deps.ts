import type { UnixMs } from '@jifen/core';
import type { Logger, PinHasher, RandomSource, StoreStep } from '@jifen/platform';
import type { CopyPlace } from './service/copies.ts';
import type { Transport } from './service/hq-call.ts';
import type { Printer } from './service/printer.ts';
import type { World } from './service/till.ts';
import type { Pause, Timer } from './service/timer.ts';
import type { PlaceStep } from './store/copy/place-copy.ts';
import type { Keystore } from './store/keystore.ts';

export type BackendDeps = {
  /** Where the database lies; made when it is missing. */
  readonly dataFolder: string;
  readonly clock: () => UnixMs;
  readonly random: RandomSource;
  /** All HTTP to HQ goes through here. */
  readonly transport: Transport;
  readonly hasher: PinHasher;
  readonly keystore: Keystore;
  readonly logger: Logger;
  /** Allows cutting the line by hand. */
  readonly demo: boolean;
  /** HQ's address as far as this machine was told; offered to the person who enrols the till. */
  readonly hqUrl?: string | undefined;
  readonly timer?: Timer;
  /** Left out: no printer can be reached. */
  readonly printer?: Printer;
  /** Where copies of the database go, and who makes them; left out: none are made, and none are looked for. */
  readonly copies?: Omit<CopyPlace, 'dataFolder'>;
  /** Whether this machine is in any network; left out: it is. */
  readonly hasNetwork?: () => boolean;
  /** Milliseconds by a clock that no hand can set; from it come the waits after wrong PINs. */
  readonly uptime?: () => number;
  /** Between two parts of a long work. */
  readonly pause?: Pause;
  /** Reads rows of HQ's feed; another build, older or newer, reads others. */
  readonly readFeed?: World['readFeed'];
  /** Called before every statement and commit; a test throws here. */
  readonly onStep?: (step: StoreStep) => void;
  /** Called before every step of putting a copy in place; a test throws here. */
  readonly onPlace?: (step: PlaceStep) => void;
};
