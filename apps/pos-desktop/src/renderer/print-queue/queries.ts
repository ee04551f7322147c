import { useQuery } from '@tanstack/react-query';
import { useTill } from '../api/till-context.tsx';

/** Asked again by time too: that a printer fell silent is no commit of ours. */
export function usePrintJobs() {
  const { api } = useTill();
  return useQuery({ queryKey: ['print-jobs'], queryFn: api.listPrintJobs, refetchInterval: 5_000 });
}
