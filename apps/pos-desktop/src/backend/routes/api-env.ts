import type { Logger } from '@jifen/platform';
import type { EnrolInput, EnrolProblem } from '../service/enrol.ts';
import type { FirstStart, RestoreProblem } from '../service/first-start.ts';
import type { ReEnrolInput, ReEnrolProblem } from '../service/re-enrol.ts';
import type { Exchanger } from '../service/exchange.ts';
import type { SignedIn, Till } from '../service/till.ts';
import type { Timer } from '../service/timer.ts';
import type { Result } from '@jifen/core';

/** A till that is enrolled, with its line to HQ. */
export type RunningTill = { readonly till: Till; readonly exchanger: Exchanger };

/** What the routes stand on. */
export type ApiDeps = {
  readonly logger: Logger;
  readonly timer: Timer;
  readonly isDemo: boolean;
  /** Offered to the person who enrols the till. */
  readonly hqUrl: string | null;
  /** Null before enrolment. */
  running(): RunningTill | null;
  enrol(input: EnrolInput): Promise<Result<Till, EnrolProblem>>;
  /** What a machine without a till's database may begin with. */
  firstStart(): Promise<FirstStart>;
  /** Puts a copy in the place of the missing database and goes on with it as a new life. */
  restore(file: string): Promise<Result<object, RestoreProblem>>;
  /** Begins without a copy, on a machine whose keystore knows its enrolment. */
  beginEmpty(): Promise<Result<object, RestoreProblem>>;
  /** Of the enrolled till. */
  reEnrol(input: ReEnrolInput): Promise<Result<object, ReEnrolProblem>>;
};

export type ApiEnv = { Variables: { running: RunningTill; till: Till; actor: SignedIn; mustChangePin: boolean; token: string } };
