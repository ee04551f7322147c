import type { Accrual, Basket, BranchId, CardNumber, EventId, Incarnation, MemberId, RewardId, UnixMs, Vintage } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import {
  encodeHlc,
  type EventDraft,
  GENESIS_HASH,
  type JsonValue,
  type LoggedEvent,
  type LogHead,
  memberAccount,
  packBatch,
  plainAccount,
  type Posting,
  type PrivatePart,
  sealEvent,
  skuUnit,
  unclaimedAccount,
  vintageAccount,
  type WireBatch,
  type Writer,
} from '@jifen/sync';

export const NEVER = 'never' as Vintage;

/** When and under which id an event is written; all may be left out. */
export type Stamp = { readonly at?: number; readonly id?: EventId; readonly hqFloor?: number };

/** A till's log without a till: it writes whatever a test tells it to, true or not. */
export class BranchLog {
  readonly writer: Writer;
  readonly events: LoggedEvent[] = [];
  #at: number;
  #ids = 0;

  constructor(branch: string, incarnation: string, startsAt: number) {
    this.writer = { branch: branch as BranchId, incarnation: incarnation.padStart(16, '0') as Incarnation };
    this.#at = startsAt;
  }

  get head(): LogHead {
    const last = this.events.at(-1)?.envelope;
    return last === undefined ? { seq: 0, hash: GENESIS_HASH } : { seq: last.seq, hash: last.hash };
  }

  /** The run of events after `afterSeq`, at most `limit`. */
  batch(afterSeq = 0, limit = 1000): WireBatch {
    const before = this.events[afterSeq - 1]?.envelope;
    const after = before === undefined ? { seq: 0, hash: GENESIS_HASH } : { seq: before.seq, hash: before.hash };
    return packBatch(this.writer, after, this.events.slice(afterSeq, afterSeq + limit));
  }

  append(draft: Omit<EventDraft, 'id'>, stamp: Stamp = {}): EventId {
    this.#at = stamp.at ?? this.#at + 1000;
    this.#ids += 1;
    const at = this.#at as UnixMs;
    const id = stamp.id ?? this.newId();
    const placement = { ...this.writer, at, hlc: encodeHlc(at, 0), hqFloor: (stamp.hqFloor ?? 0) as UnixMs, terminal: null, staff: null };
    this.events.push(sealEvent({ ...draft, id }, { head: this.head, placement }, sha256));
    return id;
  }

  newId(): EventId {
    const time = this.#at.toString(16).padStart(12, '0');
    const hex = sha256(`${this.writer.branch} ${this.writer.incarnation} ${this.#ids} ${this.events.length}`);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as EventId;
  }

  fact(type: string, body: Record<string, JsonValue>, postings: readonly Posting[] = [], stamp: Stamp = {}): EventId {
    return this.append({ type, typeVersion: 1, postings, body, private: null }, stamp);
  }

  opened(): EventId {
    return this.fact('incarnation_opened', { reason: 'enrolled', previousIncarnation: null, app: 'test' });
  }

  registered(memberId: MemberId, profile: PrivatePart['data'], cards: readonly CardNumber[] = [], stamp: Stamp = {}): EventId {
    const part = { salt: `salt-${memberId}`, data: profile };
    return this.append({ type: 'member_registered', typeVersion: 1, postings: [], body: { memberId, cards }, private: part }, stamp);
  }

  updated(memberId: MemberId, profile: PrivatePart['data'], stamp: Stamp = {}): EventId {
    const part = { salt: `salt-${memberId}`, data: profile };
    const body = { memberId, fields: Object.keys(profile) };
    return this.append({ type: 'member_updated', typeVersion: 1, postings: [], body, private: part }, stamp);
  }

  cardBound(memberId: MemberId, cardNumber: CardNumber, replaces: CardNumber | null = null): EventId {
    return this.fact('card_bound', { memberId, cardNumber, replaces });
  }

  statusChanged(memberId: MemberId, isActive: boolean, stamp: Stamp = {}): EventId {
    return this.fact('member_status_changed', { memberId, isActive }, [], stamp);
  }

  /** A sale of one plain amount to a member, with the points of the receipt. */
  sold(memberId: MemberId, sale: SaleFacts, stamp: Stamp = {}): EventId {
    const { points, experience, vintage } = receiptOf(sale);
    const debit = plainAccount('issued', this.writer);
    return this.fact(
      'sale_recorded',
      saleBody(sale, { memberId, alias: null }),
      nonZero([
        { unit: 'pt', debit, credit: vintageAccount('rights', { member: memberId, vintage }, this.writer), n: points },
        { unit: 'xp', debit, credit: memberAccount('experience', memberId, this.writer), n: experience },
      ]),
      stamp,
    );
  }

  soldUnclaimed(alias: { readonly cardNumber: CardNumber } | { readonly phone: string }, sale: SaleFacts, stamp: Stamp = {}): EventId {
    const { points, experience, vintage } = receiptOf(sale);
    const id = stamp.id ?? this.newId();
    const debit = plainAccount('issued', this.writer);
    const credit = unclaimedAccount({ event: id, vintage }, this.writer);
    const isCard = 'cardNumber' in alias;
    const body = saleBody(sale, { memberId: null, alias: isCard ? { kind: 'card', cardNumber: alias.cardNumber } : { kind: 'phone' } });
    const postings = nonZero([
      { unit: 'pt', debit, credit, n: points },
      { unit: 'xp', debit, credit, n: experience },
    ]);
    const part = isCard ? null : { salt: `salt-${id}`, data: { phone: alias.phone } };
    return this.append({ type: 'sale_recorded', typeVersion: 1, postings, body, private: part }, { ...stamp, id });
  }

  /** Takes a part of a sale back: `clawed` points from the rights here, `debt` points owed. */
  refunded(saleId: EventId, refund: RefundFacts, stamp: Stamp = {}): EventId {
    const { member, amountFen, clawed = 0, debt = 0, unclaimed = 0, experience = 0, vintage = NEVER, isVoid = false } = refund;
    const credit = plainAccount('clawed', this.writer);
    const unclaimedFrom = unclaimedAccount({ event: saleId, vintage }, this.writer);
    const points = clawed + debt + unclaimed;
    const ofMember: Posting[] =
      member === null
        ? [
            { unit: 'pt', debit: unclaimedFrom, credit, n: unclaimed },
            { unit: 'xp', debit: unclaimedFrom, credit, n: experience },
          ]
        : [
            { unit: 'pt', debit: vintageAccount('rights', { member, vintage }, this.writer), credit, n: clawed },
            { unit: 'pt', debit: memberAccount('debt', member, this.writer), credit, n: debt },
            { unit: 'xp', debit: memberAccount('experience', member, this.writer), credit, n: experience },
          ];
    return this.fact(
      'sale_refunded',
      {
        saleId,
        isVoid,
        businessDate: '2026-06-01',
        receiptNo: `r${this.events.length}`,
        lines: [{ line: 0, amountFen, pointsBack: points }],
        amountFen,
        pointsBack: points,
        experienceBack: experience,
        clawed: clawed > 0 && member !== null ? [{ memberId: member, vintage, n: clawed }] : [],
        debt,
        tenders: [{ method: 'cash', amountFen }],
        reason: 'customer',
      },
      nonZero(ofMember),
      stamp,
    );
  }

  redeemed(
    memberId: MemberId,
    reward: RewardId,
    { points, vintage = NEVER }: { readonly points: number; readonly vintage?: Vintage },
  ): EventId {
    return this.fact(
      'reward_redeemed',
      {
        memberId,
        rewardId: reward,
        rewardName: 'Mug',
        quantity: 1,
        points,
        cashFen: 0,
        tenders: [],
        slices: [{ memberId, vintage, n: points }],
        businessDate: '2026-06-01',
        receiptNo: `x${this.events.length}`,
      },
      [
        {
          unit: 'pt',
          debit: vintageAccount('rights', { member: memberId, vintage }, this.writer),
          credit: plainAccount('redeemed', this.writer),
          n: points,
        },
        { unit: skuUnit(reward), debit: plainAccount('stock', this.writer), credit: plainAccount('handed', this.writer), n: 1 },
      ],
    );
  }

  /** Takes one piece of a redemption back; also what another life of the branch gave. */
  unredeemed(
    redemptionId: EventId,
    {
      member,
      reward,
      points,
      vintage = NEVER,
    }: { readonly member: MemberId; readonly reward: RewardId; readonly points: number; readonly vintage?: Vintage },
  ): EventId {
    const slices = [{ memberId: member, vintage, n: points }];
    const paper = { businessDate: '2026-06-01', receiptNo: `y${this.events.length}` };
    const credit = vintageAccount('rights', { member, vintage }, this.writer);
    return this.fact(
      'redemption_refunded',
      { redemptionId, isVoid: false, ...paper, quantity: 1, points, slices, tenders: [], reason: 'customer' },
      [
        { unit: 'pt', debit: plainAccount('redeemed', this.writer), credit, n: points },
        { unit: skuUnit(reward), debit: plainAccount('handed', this.writer), credit: plainAccount('stock', this.writer), n: 1 },
      ],
    );
  }

  stocked(reward: RewardId, quantity: number): EventId {
    const posting: Posting = {
      unit: skuUnit(reward),
      debit: plainAccount('supply', this.writer),
      credit: plainAccount('stock', this.writer),
      n: quantity,
    };
    return this.fact('stock_received', { rewardId: reward, quantity }, [posting]);
  }

  returned(memberId: MemberId, n: number, reason: 'recall' | 'day_close' = 'recall', vintage = NEVER): EventId {
    return this.fact('rights_returned', { reason, slices: [{ memberId, vintage, n }] }, [
      {
        unit: 'pt',
        debit: vintageAccount('rights', { member: memberId, vintage }, this.writer),
        credit: vintageAccount('returned', { member: memberId, vintage }, this.writer),
        n,
      },
    ]);
  }
}

export type SaleFacts = {
  readonly amountFen: number;
  /** As the till printed; what a regular member gets when left out. */
  readonly points?: number;
  readonly experience?: number;
  readonly vintage?: Vintage;
  readonly businessDate?: string;
};

export type RefundFacts = {
  /** Null: the sale was on an unknown card. */
  readonly member: MemberId | null;
  readonly amountFen: number;
  readonly clawed?: number;
  readonly debt?: number;
  readonly unclaimed?: number;
  readonly experience?: number;
  readonly vintage?: Vintage;
  readonly isVoid?: boolean;
};

function receiptOf({ amountFen, points, experience, vintage = NEVER }: SaleFacts) {
  return { points: points ?? Math.floor(amountFen / 100), experience: experience ?? Math.floor(amountFen / 100), vintage };
}

function saleBody(sale: SaleFacts, buyer: { readonly memberId: MemberId | null; readonly alias: JsonValue }): Record<string, JsonValue> {
  const { amountFen, businessDate = '2026-06-01' } = sale;
  const { points, experience, vintage } = receiptOf(sale);
  const basket = {
    lines: [{ kind: 'amount', lineFen: amountFen, earns: true }],
    tenders: [{ method: 'cash', amountFen }],
  } as unknown as Basket;
  const accrual = {
    ruleVersion: 1,
    tierId: 'regular',
    tierBp: 10_000,
    lines: [{ eligibleFen: amountFen, rateBp: 10_000, points }],
    points,
    experience,
  } as unknown as Accrual;
  return { ...buyer, businessDate, receiptNo: 'no', basket, accrual, vintage };
}

function nonZero(postings: readonly Posting[]): Posting[] {
  return postings.filter(({ n }) => n > 0);
}
