import type { Exchanger } from './exchange.ts';
import type { AskForRights } from './redeem.ts';
import type { Till } from './till.ts';
import type { Timer } from './timer.ts';

/** A member waits at the counter: longer than this nobody is asked. */
const PATIENCE_MS = 4000;
/** A new history or a challenge may come between; then the want is said again. */
const MAX_TRIES = 3;

/** Asks HQ for missing rights within one exchange. With the line cut or HQ silent it comes back with nothing changed. */
export function askForRights(till: Till, exchanger: Exchanger, timer: Timer): AskForRights {
  return async (want) => {
    if (till.line.isCut()) return;
    let giveUp: () => void = () => undefined;
    const patience = new Promise<void>((resolve) => {
      giveUp = timer(PATIENCE_MS, resolve);
    });
    await Promise.race([ask(exchanger, want), patience]);
    giveUp();
  };
}

async function ask(exchanger: Exchanger, want: Parameters<AskForRights>[0]): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const outcome = await exchanger.exchange([want]);
    if (outcome.kind !== 'again') return;
  }
}
