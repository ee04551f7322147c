import type { createTillApi } from './till-api.ts';

/** What the backend answers, by the words of the shop. The backend's own types are the only source. */
export type TillApi = ReturnType<typeof createTillApi>;
type AnswerTo<K extends keyof TillApi> = Awaited<ReturnType<TillApi[K]>>;
type RequestTo<K extends keyof TillApi> = Parameters<TillApi[K]>[0];
type ItemOf<T extends { readonly items: readonly unknown[] }> = T['items'][number];

export type TillState = AnswerTo<'readState'>;
export type EnrolledTill = Extract<TillState, { readonly enrolled: true }>;
/** A machine that is no till yet. */
export type FreshTill = Extract<TillState, { readonly enrolled: false }>;
export type Staff = AnswerTo<'signIn'>['staff'];

export type MemberItem = ItemOf<AnswerTo<'findMembers'>>;
export type MemberDetail = AnswerTo<'getMember'>;
export type RegisterRequest = RequestTo<'registerMember'>;
export type Product = ItemOf<AnswerTo<'findProductsByBarcode'>>;
export type Reward = ItemOf<AnswerTo<'listRewards'>>;

export type SaleRequest = RequestTo<'recordSale'>;
export type LineRequest = SaleRequest['lines'][number];
export type Tender = SaleRequest['tenders'][number];
export type Alias = NonNullable<SaleRequest['alias']>;
export type Quote = AnswerTo<'quote'>;
export type Accrual = NonNullable<Quote['accrual']>;
export type Receipt = AnswerTo<'getSale'>;
export type RedemptionRequest = RequestTo<'redeem'>;
export type RedemptionReceipt = AnswerTo<'getRedemption'>;
export type GrantTaken = AnswerTo<'takeGrant'>;
export type RefundReason = RequestTo<'voidSale'>['reason'];

export type Order = ItemOf<AnswerTo<'listOrders'>>;
export type ReleaseReason = RequestTo<'releaseOrder'>['reason'];

export type JournalItem = ItemOf<AnswerTo<'listJournal'>>;
export type JournalState = JournalItem['state'];
export type PaperView = AnswerTo<'readPaper'>;
export type PaperSent = AnswerTo<'printPaper'>;
export type Today = AnswerTo<'readToday'>;
export type SyncStatus = AnswerTo<'readSync'>;
export type SyncState = SyncStatus['state'];
export type CopyState = AnswerTo<'readCopies'>;

export type StaffRecord = ItemOf<AnswerTo<'listStaffRecords'>>;
export type StockReason = RequestTo<'adjustStock'>['reason'];
export type PrintJob = ItemOf<AnswerTo<'listPrintJobs'>>;
export type ShiftState = AnswerTo<'readShift'>;
export type CashMove = RequestTo<'moveCash'>;
export type DrawerReason = RequestTo<'openDrawer'>['reason'];
export type XReport = AnswerTo<'readXReport'>;
export type ShiftClosed = AnswerTo<'closeShift'>;
export type ZReport = ShiftClosed['z'];

export type TillSettings = RequestTo<'changeSettings'>;
export type PrinterSettings = AnswerTo<'changePrinter'>;
export type ParkedBasket = ItemOf<AnswerTo<'listParked'>>;
export type ParkRequest = RequestTo<'park'>;
export type StaffItem = ItemOf<AnswerTo<'listStaff'>>;
export type ApprovalRequest = RequestTo<'approve'>;
