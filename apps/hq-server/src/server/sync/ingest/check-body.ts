import { unreachable } from '@jifen/core';
import type { Flow, KnownBranchEvent, ParsedPosting } from '@jifen/sync';

/** Whether the body says of points, experience and goods what the postings do. Bodies without either are true. */
export function isBodyTrue(event: KnownBranchEvent, postings: readonly ParsedPosting[]): boolean {
  const posted = (unit: string, ...flows: readonly Flow[]) =>
    postings.reduce((sum, posting) => (posting.unit === unit && flows.includes(posting.flow) ? sum + posting.n : sum), 0);
  switch (event.type) {
    case 'sale_recorded': {
      const { accrual, memberId } = event.body;
      const [points, experience] = [accrual?.points ?? 0, accrual?.experience ?? 0];
      const isUnclaimed = memberId === null;
      return (
        posted('pt', isUnclaimed ? 'issued>unclaimed' : 'issued>rights') === points &&
        posted('xp', isUnclaimed ? 'issued>unclaimed' : 'issued>experience') === experience
      );
    }
    case 'sale_refunded':
      return (
        posted('pt', 'rights>clawed', 'debt>clawed', 'unclaimed>clawed') === event.body.pointsBack &&
        posted('xp', 'experience>clawed', 'unclaimed>clawed') === event.body.experienceBack
      );
    case 'reward_redeemed':
      return (
        posted('pt', 'rights>redeemed') === event.body.points &&
        posted(`sku:${event.body.rewardId}`, 'stock>handed') === event.body.quantity
      );
    case 'redemption_refunded':
      return posted('pt', 'redeemed>rights') === event.body.points;
    case 'rights_returned':
      return posted('pt', 'rights>returned') === event.body.slices.reduce((sum, { n }) => sum + n, 0);
    case 'stock_opened':
    case 'stock_received':
      return posted(`sku:${event.body.rewardId}`, 'supply>stock') === event.body.quantity;
    case 'stock_counted':
    case 'stock_adjusted': {
      const unit = `sku:${event.body.rewardId}`;
      return posted(unit, 'supply>stock') - posted(unit, 'stock>supply') === event.body.difference;
    }
    case 'stock_consigned': {
      const unit = `sku:${event.body.rewardId}`;
      return posted(unit, 'stock>consigned') - posted(unit, 'consigned>stock') === event.body.difference;
    }
    case 'order_fulfilled':
      return posted(`sku:${event.body.rewardId}`, 'consigned>handed') === event.body.quantity;
    case 'incarnation_opened':
    case 'incarnation_closed':
    case 'refund_released':
    case 'order_readied':
    case 'order_released':
    case 'member_registered':
    case 'member_updated':
    case 'member_status_changed':
    case 'card_bound':
    case 'shift_opened':
    case 'cash_moved':
    case 'shift_closed':
    case 'drawer_opened':
    case 'receipt_reprinted':
    case 'override_given':
    case 'staff_signed_in':
    case 'pin_locked':
    case 'pin_unlocked':
    case 'staff_pin_set':
      return postings.length === 0;
  }
  return unreachable(event);
}
