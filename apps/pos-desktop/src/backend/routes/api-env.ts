import type { Logger } from '@jifen/platform';
import type { EnrolInput, EnrolProblem } from '../service/enrol.ts';
import type { Exchanger } from '../service/exchange.ts';
import type { SignedIn, Till, World } from '../service/till.ts';
import type { Timer } from '../service/timer.ts';
import type { Result } from '@jifen/core';

/** A till that is enrolled, with its line to HQ. */
export type RunningTill = { readonly till: Till; readonly exchanger: Exchanger };

/** What the routes stand on. */
export type ApiDeps = {
  readonly world: World;
  readonly logger: Logger;
  readonly timer: Timer;
  readonly isDemo: boolean;
  /** Offered to the person who enrols the till. */
  readonly hqUrl: string | null;
  /** Null before enrolment. */
  running(): RunningTill | null;
  enrol(input: EnrolInput): Promise<Result<Till, EnrolProblem>>;
};

export type ApiEnv = { Variables: { running: RunningTill; till: Till; actor: SignedIn; mustChangePin: boolean; token: string } };
