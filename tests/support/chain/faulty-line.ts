import type { RandomSource } from '@jifen/platform';

export type LineFaults = { readonly dropRequest: number; readonly dropAnswer: number; readonly double: number };
export const NO_FAULTS: LineFaults = { dropRequest: 0, dropAnswer: 0, double: 0 };

/** The wire between one till and HQ: cut or not, and with requests and answers lost or sent twice at the given rates. */
export type FaultyLine = {
  readonly transport: (request: Request) => Promise<Response>;
  isCut: boolean;
  faults: LineFaults;
  readonly counts: { requests: number; cut: number; droppedRequests: number; droppedAnswers: number; doubled: number };
};

export function createFaultyLine(hq: (request: Request) => Promise<Response>, random: RandomSource): FaultyLine {
  const counts = { requests: 0, cut: 0, droppedRequests: 0, droppedAnswers: 0, doubled: 0 };
  const happens = (chance: number) => chance > 0 && random.fraction() < chance;
  const fail = (key: 'cut' | 'droppedRequests' | 'droppedAnswers') => {
    counts[key] += 1;
    return new TypeError('fetch failed');
  };
  const line: FaultyLine = {
    isCut: false,
    faults: NO_FAULTS,
    counts,
    transport: async (request) => {
      counts.requests += 1;
      if (line.isCut) throw fail('cut');
      if (happens(line.faults.dropRequest)) throw fail('droppedRequests');
      const again = happens(line.faults.double) ? request.clone() : null;
      const answer = await hq(request);
      if (again !== null) {
        counts.doubled += 1;
        await hq(again);
      }
      if (happens(line.faults.dropAnswer)) throw fail('droppedAnswers');
      return answer;
    },
  };
  return line;
}
