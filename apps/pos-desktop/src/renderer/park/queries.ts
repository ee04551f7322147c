import { answerOf } from '@jifen/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTill } from '../api/till-context.tsx';
import { parseDraft, restAfter, type Draft } from '../counter/draft.ts';
import { newDraftIds, useDraft } from '../counter/use-draft.ts';
import type { ParkedBasket, ParkRequest, TillApi } from '../api/model.ts';

export function useParked() {
  const { api } = useTill();
  return useQuery({ queryKey: ['parked'], queryFn: api.listParked });
}

export type Parking = { readonly draft: Draft; readonly label: string };

/** Lays the basket in work aside. It leaves the counter only once it is on disk. */
export function usePark() {
  const { api } = useTill();
  const queryClient = useQueryClient();
  const [, update] = useDraft();
  return useMutation({
    mutationFn: async (parking: Parking) => parkOnce(api, parking),
    onSuccess: (_, { draft }) => update((now) => restAfter(draft, now, newDraftIds())),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['parked'] }),
  });
}

/** An earlier try that went through unseen has parked what the basket was then; what it is now waits beside it, as a sale of its own. */
async function parkOnce(api: TillApi, { draft, label }: Parking): Promise<void> {
  try {
    await api.park({ id: draft.saleId, label, draft: jsonOf(draft) });
  } catch (error) {
    if (answerOf(error).code !== 'id_taken') throw error;
    const ids = newDraftIds();
    await api.park({ id: ids.saleId, label, draft: jsonOf({ ...draft, ...ids }) });
  }
}

/** As it crosses the wire. */
function jsonOf(draft: Draft): ParkRequest['draft'] {
  return JSON.parse(JSON.stringify(draft));
}

export type Recalling = { readonly parked: ParkedBasket; readonly present: Parking | null };
export type Recalled = 'taken' | 'gone' | 'unreadable';

/**
 * Takes a basket back; one in work is laid aside first, so that none is ever lost:
 *
 *   present ──park──► parked basket in work ──delete──► taken
 *                                             └─not there──► gone: another window has it
 *
 * A delete whose answer is lost leaves the basket in work and perhaps a copy that waits; the copy sells nothing, because its sale
 * has the same id.
 */
export function useRecall() {
  const { api } = useTill();
  const queryClient = useQueryClient();
  const [, update] = useDraft();
  return useMutation({
    mutationFn: async ({ parked, present }: Recalling): Promise<Recalled> => {
      const draft = parseDraft(JSON.stringify(parked.draft));
      if (draft === null) return 'unreadable';
      if (present !== null && present.draft.saleId !== draft.saleId) {
        await parkOnce(api, present);
        update((now) => restAfter(present.draft, now, newDraftIds()));
      }
      update(() => draft);
      try {
        await api.takeParked(parked.id);
      } catch (error) {
        if (answerOf(error).code !== 'not_found') throw error;
        update((now) => (now.saleId === draft.saleId ? restAfter(draft, now, newDraftIds()) : now));
        return 'gone';
      }
      return 'taken';
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['parked'] }),
  });
}
