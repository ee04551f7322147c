import type { Exchanger } from './exchange.ts';
import type { AskForRights, RightsWanted } from './redeem.ts';
import type { Till } from './till.ts';
import type { Timer } from './timer.ts';

/** A member waits at the counter: longer than this nobody is asked. */
const PATIENCE_MS = 4000;
/**
 * A new history or a challenge may come between; or HQ called the rights back from another till, which gives them up within a moment
 * when it is in reach. Then the want is said again.
 */
const MAX_TRIES = 4;
const RECALL_PAUSE_MS = 600;

/** Asks HQ for missing rights, and again while they are on their way from another till. With the line cut or HQ silent it comes back with nothing changed. */
export function askForRights(till: Till, exchanger: Exchanger, timer: Timer): AskForRights {
  return async (want) => {
    if (till.line.isCut()) return;
    let giveUp: () => void = () => undefined;
    const patience = new Promise<void>((resolve) => {
      giveUp = timer(PATIENCE_MS, resolve);
    });
    const pause = () =>
      new Promise<void>((resolve) => {
        timer(RECALL_PAUSE_MS, resolve);
      });
    await Promise.race([ask(exchanger, pause, want), patience]);
    giveUp();
  };
}

async function ask(exchanger: Exchanger, pause: () => Promise<void>, { memberId, missing }: RightsWanted): Promise<void> {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const n = missing();
    if (n === 0) return;
    const outcome = await exchanger.exchange([{ memberId, n }]);
    if (outcome.kind === 'again') continue;
    if (outcome.kind !== 'applied' || outcome.isRecalling !== true || tries === MAX_TRIES) return;
    await pause();
  }
}
