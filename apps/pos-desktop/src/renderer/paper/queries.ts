import { newId } from '@jifen/ui';
import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { PaperSent, PaperView } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';
import { printPaper } from './print-paper.tsx';

export function usePaper(of: string): UseQueryResult<PaperView> {
  const { api } = useTill();
  return useQuery({ queryKey: ['paper', of], queryFn: async () => api.readPaper(of) });
}

/** Prints the first paper, or one more. Where the till reaches no printer, the browser's dialog is opened. A second try asks for the same copy. */
export function usePrintPaper(
  paper: PaperView,
  { of, label }: { readonly of: string; readonly label: string },
): UseMutationResult<PaperSent> {
  const { api } = useTill();
  const queryClient = useQueryClient();
  const [id, setId] = useState(newId);
  return useMutation({
    mutationFn: async () => (paper.isPrinted || paper.isCopy ? api.reprintPaper({ of, id }) : api.printPaper(of)),
    onSuccess: async (sent) => {
      setId(newId());
      await queryClient.invalidateQueries({ queryKey: ['paper', of] });
      if (!sent.isQueued) printPaper(sent.layout, label);
    },
  });
}
