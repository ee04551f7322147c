import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '@jifen/ui';
import { useDebouncedValue } from '@mantine/hooks';
import type { Product, Receipt, SaleRequest, Tender, TillApi } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';
import { lineRequestsOf, type Draft } from './draft.ts';
import { readScan } from './scan.ts';

/** The points that this basket would earn, computed by the backend with the rule it knows. */
export function useQuote(draft: Draft, tenders: readonly Tender[]) {
  const { api } = useTill();
  const request = { memberId: draft.memberId, lines: lineRequestsOf(draft), tenders: [...tenders] };
  return useQuery({
    queryKey: ['quote', request],
    queryFn: async () => api.quote(request),
    enabled: draft.lines.length > 0 && draft.memberId !== null,
    placeholderData: (previous) => previous,
  });
}

const LONGEST_NAME = 80;

/** No goods are called like a novel. */
export function isTooLong(name: string): boolean {
  return name.length > LONGEST_NAME;
}

/** Goods whose name begins like what is typed, once the typing pauses. */
export function useProductSearch(text: string) {
  const { api } = useTill();
  const scan = readScan(text);
  const [name] = useDebouncedValue(scan.kind === 'name' && !isTooLong(scan.text) ? scan.text : '', 150);
  const search = useQuery({
    queryKey: ['product', 'search', name],
    queryFn: async () => api.searchProducts(name),
    enabled: name !== '',
    staleTime: 60_000,
  });
  return { found: scan.kind === 'name' && name !== '' ? search.data?.items.slice(0, 8) : undefined, name };
}

export type Found =
  | { readonly kind: 'product'; readonly product: Product }
  | { readonly kind: 'member'; readonly memberId: string }
  | { readonly kind: 'nothing' };

/** What a scanned code stands for: goods, or a member's card or phone. */
export async function findByCode(api: TillApi, code: string, mayBeMember: boolean): Promise<Found> {
  const [product] = (await api.findProductsByBarcode(code)).items;
  if (product !== undefined) return { kind: 'product', product };
  const [member, other] = mayBeMember ? (await api.findMembers(code)).items : [];
  return member !== undefined && other === undefined ? { kind: 'member', memberId: member.id } : { kind: 'nothing' };
}

/** A basket on its way: what is sent, and what the page needs to know once it is sold. */
export type Selling = { readonly request: SaleRequest; readonly draft: Draft; readonly changeFen: number };
export type Sold = { readonly receipt: Receipt; readonly wasAlreadySold: boolean };

type Recorded = { readonly onSold: (sold: Sold, selling: Selling) => void; readonly onRefused: (error: Error) => void };

/** Records the sale. When an earlier try had gone through unseen, or another window sold the same basket, that receipt is the answer. */
export function useRecordSale({ onSold, onRefused }: Recorded) {
  const { api } = useTill();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ request }: Selling) => recordOnce(api, request),
    onSuccess: (sold, selling) => {
      void queryClient.invalidateQueries();
      onSold(sold, selling);
    },
    onError: onRefused,
  });
}

async function recordOnce(api: TillApi, request: SaleRequest): Promise<Sold> {
  try {
    return await api.recordSale(request);
  } catch (error) {
    if (answerOf(error).code !== 'id_taken') throw error;
    return { receipt: await api.getSale(request.id), wasAlreadySold: true };
  }
}
