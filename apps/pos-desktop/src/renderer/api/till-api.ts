import type {
  Alias,
  Items,
  JournalItem,
  LineRequest,
  MemberDetail,
  MemberItem,
  Page,
  Product,
  Quote,
  Receipt,
  RedemptionReceipt,
  RefundReason,
  Reward,
  Staff,
  SyncStatus,
  Tender,
  TillState,
  Today,
} from './model.ts';

export type EnrolRequest = { readonly hqUrl: string; readonly code: string; readonly terminalName: string };
export type RegisterRequest = {
  readonly id: string;
  readonly name: string;
  readonly phone?: string;
  readonly idNumber?: string;
  readonly address?: string;
  readonly cardNumber?: string;
  readonly password?: string;
};
export type SaleRequest = {
  readonly id: string;
  readonly memberId: string | null;
  readonly alias: Alias | null;
  readonly lines: readonly LineRequest[];
  readonly tenders: readonly Tender[];
};
export type RedemptionRequest = {
  readonly id: string;
  readonly memberId: string;
  readonly rewardId: string;
  readonly quantity: number;
  readonly tenders: readonly Tender[];
};

export type VoidRequest = { readonly id: string; readonly reason: RefundReason };
export type RefundSaleRequest = VoidRequest & {
  readonly saleId: string;
  readonly lines: readonly { readonly line: number; readonly amountFen: number }[];
  readonly tenders: readonly Tender[];
};
export type RefundRedemptionRequest = VoidRequest & {
  readonly redemptionId: string;
  readonly quantity: number;
  readonly tenders: readonly Tender[];
};

export type TillApi = ReturnType<typeof createTillApi>;

/** The till's calls, each by what it does. Every one throws an `ApiError` unless it succeeded. */
export function createTillApi(send: typeof fetch) {
  async function call<T>(path: string, init?: RequestInit): Promise<T> {
    const response = await send(`/api${path}`, init);
    return (await response.json()) as T;
  }
  async function post<T>(path: string, body: object = {}): Promise<T> {
    return call<T>(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  }
  return {
    readState: async () => call<TillState>('/state'),
    enrol: async (request: EnrolRequest) => post<unknown>('/enrol', request),
    listStaff: async () => call<Items<Staff>>('/staff'),
    signIn: async (request: { readonly staffId: string; readonly pin: string }) =>
      post<{ readonly token: string; readonly staff: Staff }>('/session', request),
    signOut: async () => call<unknown>('/session', { method: 'DELETE' }),

    findMembers: async (q: string) => call<Items<MemberItem>>(`/members?${new URLSearchParams({ q }).toString()}`),
    getMember: async (id: string) => call<MemberDetail>(`/members/${id}`),
    registerMember: async (request: RegisterRequest) => post<MemberDetail>('/members', request),

    findProductsByBarcode: async (barcode: string) => call<Items<Product>>(`/products?${new URLSearchParams({ barcode }).toString()}`),
    searchProducts: async (q: string) => call<Items<Product>>(`/products?${new URLSearchParams({ q }).toString()}`),
    listRewards: async () => call<Items<Reward>>('/rewards'),

    quote: async (request: {
      readonly memberId: string | null;
      readonly lines: readonly LineRequest[];
      readonly tenders: readonly Tender[];
    }) => post<Quote>('/quote', request),
    recordSale: async (request: SaleRequest) => post<Receipt>('/sales', request),
    getSale: async (id: string) => call<Receipt>(`/sales/${id}`),
    refundSale: async ({ saleId, ...request }: RefundSaleRequest) => post<unknown>(`/sales/${saleId}/refund`, request),
    voidSale: async ({ saleId, ...request }: VoidRequest & { readonly saleId: string }) => post<unknown>(`/sales/${saleId}/void`, request),

    redeem: async (request: RedemptionRequest) => post<RedemptionReceipt>('/redemptions', request),
    getRedemption: async (id: string) => call<RedemptionReceipt>(`/redemptions/${id}`),
    refundRedemption: async ({ redemptionId, ...request }: RefundRedemptionRequest) =>
      post<unknown>(`/redemptions/${redemptionId}/refund`, request),
    voidRedemption: async ({ redemptionId, ...request }: VoidRequest & { readonly redemptionId: string }) =>
      post<unknown>(`/redemptions/${redemptionId}/void`, request),

    listJournal: async (query: { readonly q: string; readonly cursor: string | null }) =>
      call<Page<JournalItem>>(
        `/journal?${new URLSearchParams({ limit: '50', ...(query.q === '' ? {} : { q: query.q }), ...(query.cursor === null ? {} : { cursor: query.cursor }) }).toString()}`,
      ),
    readToday: async () => call<Today>('/statistics/today'),
    readSync: async () => call<SyncStatus>('/sync'),
    exchangeNow: async () => post<unknown>('/sync/exchange'),
    setLine: async (isCut: boolean) => post<unknown>('/demo/line', { isCut }),
    openChanges: async (signal: AbortSignal) => send('/api/changes', { signal }),
  };
}
