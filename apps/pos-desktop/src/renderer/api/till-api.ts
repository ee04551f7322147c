import { hc, parseResponse, type InferRequestType } from 'hono/client';
import type { PosApi } from '../../backend/api.ts';

type Client = ReturnType<typeof hc<PosApi>>['api'];

/** The till's calls, each by what it does, typed by the backend itself. `send` throws an `ApiError` unless a call succeeds. */
export function createTillApi(send: typeof fetch) {
  const { api } = hc<PosApi>('/', { fetch: send });
  return {
    ...shopCalls(api),
    ...staffCalls(api),
    ...shiftCalls(api),
    ...memberCalls(api),
    ...saleCalls(api),
    ...goodsCalls(api),
    ...paperCalls(api),
    openChanges: async (signal: AbortSignal) => send('/api/changes', { signal }),
  };
}

/** The till itself. */
function shopCalls(api: Client) {
  return {
    readState: async () => parseResponse(api.state.$get()),
    enrol: async (json: Json<typeof api.enrol.$post>) => parseResponse(api.enrol.$post({ json })),
    restore: async (json: Json<typeof api.restore.$post>) => parseResponse(api.restore.$post({ json })),
    beginEmpty: async () => parseResponse(api['begin-empty'].$post({ json: {} })),
    reEnrol: async (json: Json<(typeof api)['re-enrol']['$post']>) => parseResponse(api['re-enrol'].$post({ json })),
    readCopies: async () => parseResponse(api.backups.$get()),
    makeCopy: async () => parseResponse(api.backups.$post()),
    readSettings: async () => parseResponse(api.settings.$get()),
    changeSettings: async (json: Json<typeof api.settings.$put>) => parseResponse(api.settings.$put({ json })),
    readPrinter: async () => parseResponse(api.printer.$get()),
    changePrinter: async (json: Json<typeof api.printer.$put>) => parseResponse(api.printer.$put({ json })),
    testPrinter: async () => parseResponse(api.printer.test.$post({ json: {} })),
    readToday: async () => parseResponse(api.statistics.today.$get()),
    listNotices: async () => parseResponse(api.notices.$get()),
    readSync: async () => parseResponse(api.sync.$get()),
    exchangeNow: async () => parseResponse(api.sync.exchange.$post()),
    beginLife: async (reason: string) => parseResponse(api.life.begin.$post({ json: { reason } })),
    closeLife: async () => parseResponse(api.life.close.$post()),
    setLine: async (isCut: boolean) => parseResponse(api.demo.line.$post({ json: { isCut } })),
  };
}

/** Who stands there, and what they may do. */
function staffCalls(api: Client) {
  return {
    listStaff: async () => parseResponse(api.staff.$get()),
    listStaffRecords: async () => parseResponse(api.staff.all.$get()),
    resetPin: async ({ staffId: id, ...json }: Json<(typeof api.staff)[':id']['pin']['$post']> & OfStaff) =>
      parseResponse(api.staff[':id'].pin.$post({ param: { id }, json })),
    unlockPin: async ({ staffId: id, ...json }: Json<(typeof api.staff)[':id']['unlock']['$post']> & OfStaff) =>
      parseResponse(api.staff[':id'].unlock.$post({ param: { id }, json })),
    signIn: async (json: Json<typeof api.session.$post>) => parseResponse(api.session.$post({ json })),
    signOut: async () => parseResponse(api.session.$delete()),
    changePin: async (json: Json<typeof api.session.pin.$post>) => parseResponse(api.session.pin.$post({ json })),
    approve: async (json: Json<typeof api.approvals.$post>) => parseResponse(api.approvals.$post({ json })),
  };
}

/** The drawer and the shift. */
function shiftCalls(api: Client) {
  return {
    readShift: async () => parseResponse(api.shift.$get()),
    openShift: async (json: Json<typeof api.shift.open.$post>) => parseResponse(api.shift.open.$post({ json })),
    moveCash: async (json: Json<typeof api.shift.cash.$post>) => parseResponse(api.shift.cash.$post({ json })),
    readXReport: async () => parseResponse(api.shift.report.$get()),
    closeShift: async (json: Json<typeof api.shift.close.$post>) => parseResponse(api.shift.close.$post({ json })),
    listZReports: async (cursor: string | null) => parseResponse(api.shifts.$get({ query: cursor === null ? {} : { cursor } })),
    openDrawer: async (json: Json<typeof api.drawer.open.$post>) => parseResponse(api.drawer.open.$post({ json })),
    printX: async (json: Json<typeof api.papers.x.print.$post>) => parseResponse(api.papers.x.print.$post({ json })),
  };
}

/** Members. */
function memberCalls(api: Client) {
  return {
    findMembers: async (q: string) => parseResponse(api.members.$get({ query: { q } })),
    getMember: async (id: string) => parseResponse(api.members[':id'].$get({ param: { id } })),
    registerMember: async (json: Json<typeof api.members.$post>) => parseResponse(api.members.$post({ json })),
    updateMember: async ({ memberId: id, ...json }: Json<(typeof api.members)[':id']['$patch']> & OfMember) =>
      parseResponse(api.members[':id'].$patch({ param: { id }, json })),
    bindCard: async ({ memberId: id, ...json }: Json<(typeof api.members)[':id']['cards']['$post']> & OfMember) =>
      parseResponse(api.members[':id'].cards.$post({ param: { id }, json })),
    changeMemberStatus: async ({ memberId: id, ...json }: Json<(typeof api.members)[':id']['status']['$post']> & OfMember) =>
      parseResponse(api.members[':id'].status.$post({ param: { id }, json })),
    takeGrant: async (json: Json<typeof api.grants.$post>) => parseResponse(api.grants.$post({ json })),
  };
}

/** The counter. */
function saleCalls(api: Client) {
  return {
    listParked: async () => parseResponse(api.parked.$get()),
    park: async (json: Json<typeof api.parked.$post>) => parseResponse(api.parked.$post({ json })),
    takeParked: async (id: string) => parseResponse(api.parked[':id'].$delete({ param: { id } })),
    findProductsByBarcode: async (barcode: string) => parseResponse(api.products.$get({ query: { barcode } })),
    searchProducts: async (q: string) => parseResponse(api.products.$get({ query: { q } })),
    listRewards: async () => parseResponse(api.rewards.$get()),
    quote: async (json: Json<typeof api.quote.$post>) => parseResponse(api.quote.$post({ json })),
    recordSale: async (json: Json<typeof api.sales.$post>) => {
      const answer = await api.sales.$post({ json });
      return { receipt: await parseResponse(answer), wasAlreadySold: answer.headers.has('jifen-repeat') };
    },
    getSale: async (id: string) => parseResponse(api.sales[':id'].$get({ param: { id } })),
    refundSale: async ({ saleId: id, ...json }: Json<(typeof api.sales)[':id']['refund']['$post']> & { readonly saleId: string }) =>
      parseResponse(api.sales[':id'].refund.$post({ param: { id }, json })),
    voidSale: async ({ saleId: id, ...json }: Json<(typeof api.sales)[':id']['void']['$post']> & { readonly saleId: string }) =>
      parseResponse(api.sales[':id'].void.$post({ param: { id }, json })),
    findReceipt: async (json: Json<typeof api.receipts.find.$post>) => parseResponse(api.receipts.find.$post({ json })),
    redeem: async (json: Json<typeof api.redemptions.$post>) => parseResponse(api.redemptions.$post({ json })),
    getRedemption: async (id: string) => parseResponse(api.redemptions[':id'].$get({ param: { id } })),
    refundRedemption: async ({
      redemptionId: id,
      ...json
    }: Json<(typeof api.redemptions)[':id']['refund']['$post']> & { readonly redemptionId: string }) =>
      parseResponse(api.redemptions[':id'].refund.$post({ param: { id }, json })),
    voidRedemption: async ({
      redemptionId: id,
      ...json
    }: Json<(typeof api.redemptions)[':id']['void']['$post']> & { readonly redemptionId: string }) =>
      parseResponse(api.redemptions[':id'].void.$post({ param: { id }, json })),
  };
}

/** Exchange goods and orders for them. */
function goodsCalls(api: Client) {
  return {
    listOrders: async () => parseResponse(api.orders.$get()),
    readyOrder: async ({ orderId: id, ...json }: Json<(typeof api.orders)[':id']['ready']['$post']> & OfOrder) =>
      parseResponse(api.orders[':id'].ready.$post({ param: { id }, json })),
    releaseOrder: async ({ orderId: id, ...json }: Json<(typeof api.orders)[':id']['release']['$post']> & OfOrder) =>
      parseResponse(api.orders[':id'].release.$post({ param: { id }, json })),
    fulfilOrder: async ({ orderId: id, ...json }: Json<(typeof api.orders)[':id']['fulfil']['$post']> & OfOrder) =>
      parseResponse(api.orders[':id'].fulfil.$post({ param: { id }, json })),
    listStock: async () => parseResponse(api.stock.$get()),
    receiveStock: async (json: Json<typeof api.stock.receive.$post>) => parseResponse(api.stock.receive.$post({ json })),
    countStock: async (json: Json<typeof api.stock.count.$post>) => parseResponse(api.stock.count.$post({ json })),
    adjustStock: async (json: Json<typeof api.stock.adjust.$post>) => parseResponse(api.stock.adjust.$post({ json })),
    consignStock: async (json: Json<typeof api.stock.consign.$post>) => parseResponse(api.stock.consign.$post({ json })),
  };
}

/** What was written down, and on paper. */
function paperCalls(api: Client) {
  return {
    listJournal: async ({ q, cursor, state }: JournalQuestion) =>
      parseResponse(api.journal.$get({ query: { q, ...(cursor === null ? {} : { cursor }), ...(state === undefined ? {} : { state }) } })),
    readPaper: async (id: string) => parseResponse(api.papers[':id'].$get({ param: { id } })),
    printPaper: async (id: string) => parseResponse(api.papers[':id'].print.$post({ param: { id }, json: {} })),
    reprintPaper: async ({ of, id }: { readonly of: string; readonly id: string }) =>
      parseResponse(api.papers[':id'].reprint.$post({ param: { id: of }, json: { id } })),
    listPrintJobs: async () => parseResponse(api['print-jobs'].$get()),
    retryPrintJob: async (id: string) => parseResponse(api['print-jobs'][':id'].retry.$post({ param: { id }, json: {} })),
    dropPrintJob: async (id: string) => parseResponse(api['print-jobs'][':id'].drop.$post({ param: { id }, json: {} })),
  };
}

type JournalQuestion = {
  readonly q: string;
  readonly cursor: string | null;
  /** Only what HQ has not plainly taken, in this way. */
  readonly state?: 'pending' | 'deferred' | 'exception';
};
type OfMember = { readonly memberId: string };
type OfStaff = { readonly staffId: string };
type OfOrder = { readonly orderId: string };
type Json<T> = InferRequestType<T> extends { readonly json: infer J } ? J : never;
