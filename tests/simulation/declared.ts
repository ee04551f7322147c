import { ACTIONS } from './action/all.ts';
import { PARTITIONS } from './fault/partition.ts';
import { FAULT_CLASSES, WORLD_KINDS } from './plan.ts';

/** From so many seeds on a run must have met everything that is declared here. */
export const ENOUGH_SEEDS = 300;

const REFUSALS = [
  'insufficient_points',
  'insufficient_stock',
  'origin_offline',
  'void_too_late',
  'member_unknown',
  'member_inactive',
  'refund_exceeds_line',
  'disk_full',
  'origin_asked',
  'refund_released',
  'receipt_unknown',
  'receipt_unreleasable',
  'till_closed',
  'not_draining',
  'insufficient_consigned',
  'order_not_reserved',
  'order_not_open',
  'grant_unreadable',
  'grant_other_branch',
];
const ANSWERS = [
  '200 applied',
  '200 challenge',
  '200 rewind',
  '401 signature_outside_window',
  '401 digest_differs',
  '426 protocol_not_supported',
];
const STATES = [
  'state active',
  'state in_doubt',
  'restored database',
  'restored folder',
  'wiped disk',
  'state forked',
  'state closed',
  'state written_off',
  'barrier open',
  'barrier shut',
  'hq restored',
  'enrolled again',
  'stranger enrolled again',
  'till closed',
  'closed till replaced',
  'read later',
  'scan as it is added',
  'scan as it is nothing_new',
  'scan altered grant_unreadable',
  'scan elsewhere grant_other_branch',
  'scan after a restore of HQ',
];
/** Of logs, because an answer says less than what was written. */
const EVENTS =
  'incarnation_closed refund_released stock_consigned order_readied order_released order_fulfilled stock_opened redemption_refunded rights_returned';
const HQ_EVENTS =
  'receipt_granted order_reserved order_confirmed order_cancelled order_settled members_linked members_unlinked member_erased points_expired rights_written_off loss_compensated debt_absorbed unclaimed_attached sale_settled order_unreserved rights_recovered loss_booked barrier_waived';

/** Names that the counters of a long run must hold: a fault that never strikes and a state that is never reached prove nothing. */
export const DECLARED: readonly string[] = [
  ...ACTIONS.map(({ name }) => `action ${name}`),
  ...FAULT_CLASSES.map((name) => `fault ${name}`),
  ...WORLD_KINDS.map((name) => `world ${name}`),
  ...PARTITIONS.map((mode) => `partition ${mode}`),
  ...REFUSALS.map((code) => `refusal ${code}`),
  ...ANSWERS.map((what) => `answer ${what}`),
  ...STATES,
  ...EVENTS.split(' ').map((type) => `event ${type}`),
  ...HQ_EVENTS.split(' ').map((type) => `hq event ${type}`),
  'hour done',
  ...['fulfilled', 'cancelled', 'expired'].map((state) => `order ${state}`),
  'time night',
  'time month',
];
