import { Crash, type CrashSwitch } from './crash-switch.ts';

/** Something that serves requests from files, can be killed at any step and started again on the same files. */
export type Served = { fetch(request: Request): Promise<Response>; close(): Promise<void> };

export type Node<S extends Served> = {
  readonly served: () => S;
  /** Runs `work` on the running instance. When the armed crash hit, the instance is started anew and `Crash` is thrown: nobody got an answer. */
  run<T>(work: (served: S) => Promise<T>): Promise<T>;
  restart(): Promise<void>;
  close(): Promise<void>;
  readonly counts: { crashes: number };
};

export async function startNode<S extends Served>(open: () => Promise<S>, crash: CrashSwitch): Promise<Node<S>> {
  const counts = { crashes: 0 };
  let current = await open();
  const restart = async () => {
    // A killed process leaves its files as they are; closing here only gives the handle back.
    await current.close().catch(() => undefined);
    crash.disarm();
    current = await open();
  };
  return {
    served: () => current,
    counts,
    restart,
    close: () => current.close(),
    run: async (work) => {
      const result = await settle(work(current));
      if (crash.hasCrashed()) {
        counts.crashes += 1;
        await restart();
        throw new Crash();
      }
      crash.disarm();
      if (!result.ok) throw result.error;
      return result.value;
    },
  };
}

async function settle<T>(
  work: Promise<T>,
): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    return { ok: false, error };
  }
}
