import type { Action } from './action.ts';
import { beginLife } from './begin-life.ts';
import { closeTill, startDraining, stopDraining } from './close-till.ts';
import { enrolAgain } from './enrol.ts';
import { closeDay, drain, exchange, switchOff } from './exchange.ts';
import { adjust, changeRule, changeStatusAtHq, patchMember } from './hq-adjust.ts';
import { changeStatus, registerMember, updateMember } from './member.ts';
import { confirmRoll, decideLife, waiveBarrier } from './life.ts';
import { cancelOrder, consign, fulfilOrder, placeOrder, readyOrder, releaseOrder } from './order.ts';
import { eraseMember, mergeMembers, separateMembers } from './person.ts';
import { issueGrant, scanGrant } from './phone-grant.ts';
import { findReceipt, refundElsewhere } from './receipt.ts';
import { enrolStranger } from './re-enrol.ts';
import { redeem } from './redeem.ts';
import { refund, refundRedemption, voidRedemption, voidSale } from './refund.ts';
import { retry } from './retry.ts';
import { sale, unclaimedSale } from './sale.ts';
import { changePolicy } from './setting.ts';
import { stock } from './stock.ts';

/** Everything that may happen in a shop and at HQ; what can happen next stands in each file. */
export const ACTIONS: readonly Action[] = [
  sale,
  unclaimedSale,
  redeem,
  refund,
  voidSale,
  refundRedemption,
  voidRedemption,
  retry,
  exchange,
  drain,
  closeDay,
  switchOff,
  stock,
  registerMember,
  updateMember,
  changeStatus,
  adjust,
  changeRule,
  patchMember,
  changeStatusAtHq,
  enrolAgain,
  enrolStranger,
  decideLife,
  waiveBarrier,
  confirmRoll,
  changePolicy,
  startDraining,
  stopDraining,
  closeTill,
  beginLife,
  issueGrant,
  scanGrant,
  findReceipt,
  refundElsewhere,
  consign,
  placeOrder,
  cancelOrder,
  readyOrder,
  fulfilOrder,
  releaseOrder,
  mergeMembers,
  separateMembers,
  eraseMember,
];
