import { useDebouncedValue } from '@mantine/hooks';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MemberItem } from '../api/model.ts';
import type { TillApi } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';
import { looksLikeGrant } from '../grant/grant-text.ts';

export type MemberSearchActs = {
  readonly onMember: (memberId: string) => void;
  readonly onGrant: (text: string) => void;
  /** Enter left a choice. */
  readonly onSeveral: () => void;
};

export type MemberSearchState = {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Undefined while it is not known who that is. */
  readonly found: readonly MemberItem[] | undefined;
  readonly error: Error | null;
  readonly enter: () => Promise<void>;
};

const TYPING_PAUSE_MS = 120;

/** Searches while the cashier types, and at once on Enter. */
export function useMemberSearch({ onMember, onGrant, onSeveral }: MemberSearchActs): MemberSearchState {
  const { api } = useTill();
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const [entered, setEntered] = useState('');
  const typed = text.trim();
  const [paused] = useDebouncedValue(typed, TYPING_PAUSE_MS);
  const isAsked = typed !== '' && !looksLikeGrant(typed) && (paused === typed || entered === typed);
  const search = useQuery({ ...searchOf(api, typed), enabled: isAsked });

  async function enter(): Promise<void> {
    if (typed === '') return;
    if (looksLikeGrant(typed)) {
      setText('');
      onGrant(typed);
      return;
    }
    setEntered(typed);
    const answer = await queryClient.fetchQuery(searchOf(api, typed)).catch(() => null);
    const [only, second] = answer?.items ?? [];
    if (only === undefined) return;
    if (second === undefined) onMember(only.id);
    // Once the list is on the screen.
    else requestAnimationFrame(() => requestAnimationFrame(onSeveral));
  }
  return { text, setText, found: isAsked ? search.data?.items : undefined, error: isAsked ? search.error : null, enter };
}

function searchOf(api: TillApi, q: string) {
  return queryOptions({ queryKey: ['member', 'search', q], queryFn: async () => api.findMembers(q), staleTime: 2_000 });
}
