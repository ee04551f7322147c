import { must } from '@jifen/core';
import { systemClock, systemRandom, uuidAt } from '@jifen/platform';
import type { DemoChain } from './demo-chain.ts';

type Life = { readonly branchId: string; readonly incarnation: string; readonly state: string };

/** The states in which HQ has the lives of the demo chain's tills. */
export async function listLifeStates(chain: DemoChain): Promise<readonly string[]> {
  return (await listLives(chain)).map(({ state }) => state);
}

/** What an admin of HQ decides about the one life in that state. */
export async function actOnLife(chain: DemoChain, act: string, state = 'active'): Promise<void> {
  const { branchId, incarnation } = must(
    (await listLives(chain)).find((life) => life.state === state),
    `a life that is ${state}`,
  );
  const id = uuidAt(systemClock(), systemRandom);
  await chain.asHqAdmin('POST', `/api/v1/incarnations/${branchId}/${incarnation}/acts`, { id, act, reason: '测试' });
}

async function listLives(chain: DemoChain): Promise<readonly Life[]> {
  return (await chain.asHqAdmin<{ items: readonly Life[] }>('GET', '/api/v1/incarnations')).items;
}
