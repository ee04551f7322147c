import type { Mutant } from './mutant.ts';
import { CORE, HQ, TILL } from './path.ts';

/** Bugs in refunds, settlement, experience, and in what two sites could consume. */
export const TRADE_MUTANTS: readonly Mutant[] = [
  {
    name: 'refund-not-unique',
    seeds: [1],
    says: 'a till forgets what of a sale was refunded',
    patches: [
      {
        file: `${TILL}/store/sale.ts`,
        find: "update('refunded_fen', '+', fen(amountFen))",
        replace: "update('refunded_fen', '+', fen(amountFen - amountFen))",
      },
    ],
  },
  {
    name: 'redemption-refund-not-unique',
    seeds: [97],
    says: 'a till forgets what of a redemption came back',
    patches: [
      {
        file: `${TILL}/store/redemption.ts`,
        find: "update('refunded_quantity', '+', row.quantity)",
        replace: "update('refunded_quantity', '+', row.quantity - row.quantity)",
      },
    ],
  },
  {
    name: 'refund-after-release',
    seeds: [120],
    says: 'a till goes on refunding a sale whose rest it gave up',
    patches: [
      {
        file: `${TILL}/service/refundable.ts`,
        find: "  return owner?.state === 'released' || ",
        replace: '  return ',
      },
    ],
  },
  {
    name: 'receipt-passed-on-unreleased',
    seeds: [63],
    says: 'HQ passes the rest of a sale on without its owner having given it up',
    patches: [
      {
        file: `${HQ}/release/decide-ask.ts`,
        find: "  if (holder !== null && holderLife !== null && SPEAKING.includes(holderLife.state)) return { kind: 'ask', holder };\n",
        replace:
          "  if (holder !== null && holderLife !== null && SPEAKING.includes(holderLife.state)) return { kind: 'grant', transfer: next };\n",
      },
    ],
  },
  {
    name: 'floor-per-line',
    seeds: [1],
    says: 'points of a sale are floored line by line',
    patches: [
      {
        file: `${CORE}/sale/accrue.ts`,
        find: 'return lines.map((line, i) => ({ ...line, points: points(parts[i] ?? 0) }));',
        replace:
          'return lines.map((line) => ({ ...line, points: points(parts.length < 0 ? 0 : Math.floor((line.eligibleFen * line.rateBp) / FEN_BP_PER_POINT / 2) * 2) }));',
      },
    ],
  },
  {
    name: 'settled-as-it-came',
    seeds: [1],
    says: 'HQ settles sales in the order in which it heard of them',
    patches: [
      {
        file: `${CORE}/settlement/settle-at.ts`,
        find: '  return earliestOf(receivedAt, latestOf(at, hqFloor, previousSettleAt ?? at, referredSettleAt ?? at));',
        replace:
          '  return latestOf(receivedAt, referredSettleAt ?? receivedAt, previousSettleAt ?? receivedAt, hqFloor > at ? hqFloor : receivedAt);',
      },
    ],
  },
  {
    name: 'top-up-never-falls',
    seeds: [40],
    says: 'a top-up that a late log makes smaller stays',
    patches: [
      {
        file: `${HQ}/settlement/post-settlement.ts`,
        find: '      : takePointsPostings(booking, { member, vintage: vintage ?? NEVER, n: -by });',
        replace: '      : takePointsPostings(booking, { member, vintage: vintage ?? NEVER, n: 0 });',
      },
    ],
  },
  {
    name: 'top-up-twice',
    seeds: [500],
    says: 'a sale that is settled again gets its whole top-up again',
    patches: [
      {
        file: `${HQ}/settlement/post-settlement.ts`,
        find: '  const by = after.top_up - before.top_up;',
        replace: '  const by = after.top_up > before.top_up ? after.top_up : after.top_up - before.top_up;',
      },
    ],
  },
  {
    name: 'own-experience-twice',
    seeds: [1],
    says: "a till counts its own sales on top of HQ's total that has them",
    patches: [
      {
        file: `${TILL}/service/standing.ts`,
        find: '(summary?.experience ?? 0) - (summary?.own_experience ?? 0) + own.gained - own.lost',
        replace: '(summary?.experience ?? 0) + own.gained - own.lost',
      },
    ],
  },
  {
    name: 'experience-kept-at-refund',
    seeds: [1],
    says: 'a refund takes points back and leaves the experience',
    patches: [
      {
        file: `${TILL}/service/claw-back.ts`,
        find: "    { unit: 'xp', debit: memberAccount('experience', member, writer), credit, n: experienceBack },",
        replace:
          "    { unit: 'xp', debit: memberAccount('experience', member, writer), credit, n: experienceBack > 0 ? 0 : experienceBack },",
      },
    ],
  },
  {
    name: 'refund-takes-nothing-back',
    seeds: [6],
    says: 'a refund of points that were spent makes no debt',
    patches: [
      {
        file: `${TILL}/service/claw-back.ts`,
        find: "    { unit: 'pt', debit: memberAccount('debt', member, writer), credit, n: claw.debt },",
        replace: "    { unit: 'pt', debit: memberAccount('debt', member, writer), credit, n: claw.debt > 0 ? 0 : claw.debt },",
      },
    ],
  },
  {
    name: 'order-handed-over-unconfirmed',
    seeds: [463],
    kind: 'orders',
    says: 'a till hands an order over that HQ has not confirmed',
    patches: [
      {
        file: `${TILL}/service/order.ts`,
        find: "    if (order.hq_state === 'reserved') return err({ code: 'order_not_confirmed' });\n",
        replace: '',
      },
      {
        file: `${TILL}/service/order.ts`,
        find: "  return state === 'ready' && own",
        replace: "  return (state === 'ready' || state === 'reserved') && own",
      },
    ],
  },
  {
    name: 'consigned-goods-promised-twice',
    seeds: [8],
    kind: 'orders',
    says: 'HQ promises consigned goods to any number of orders',
    patches: [
      {
        file: `${HQ}/store/order-store.ts`,
        find: '  return (await consignedAt(db, branch, reward)) - Number(promised?.n ?? 0);',
        replace: '  return (await consignedAt(db, branch, reward)) - Math.min(0, Number(promised?.n ?? 0));',
      },
    ],
  },
  {
    name: 'cancelled-while-ready',
    seeds: [40],
    kind: 'orders',
    says: 'HQ cancels an order that a branch has ready',
    patches: [
      {
        file: `${HQ}/order/order-service.ts`,
        find: "    const mustWait = order.state === 'ready' || isShut;",
        replace: '    const mustWait = isShut;',
      },
    ],
  },
  {
    name: 'cancelled-as-it-was-read',
    seeds: [1340],
    kind: 'orders',
    needs: ['hq_restore'],
    says: 'HQ cancels an order as it was before its goods went in the same exchange: its points come back twice',
    patches: [
      {
        file: `${HQ}/order/reserve-orders.ts`,
        find: 'await moveOn(trx, booking, { order: asItStands(order), unions });',
        replace: 'await moveOn(trx, booking, { order, unions });',
      },
    ],
  },
  {
    name: 'order-asks-once',
    seeds: [141, 230],
    kind: 'orders',
    says: 'HQ calls points back for an order only when it begins to lack them: what a till took meanwhile stays there',
    patches: [
      {
        file: `${HQ}/order/reserve-orders.ts`,
        find: '  const unpaid = waiting.map(asItStands).filter(',
        replace: '  const unpaid = changed.filter(',
      },
    ],
  },
];
