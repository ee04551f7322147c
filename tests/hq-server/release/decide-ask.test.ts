import type { BranchId, Incarnation, MemberId } from '@jifen/core';
import { expect, test } from 'vitest';
import { type AskFacts, decideAsk } from '../../../apps/hq-server/src/server/release/decide-ask.ts';
import { MAX_TRANSFER } from '../../../apps/hq-server/src/server/release/receipt-owner.ts';
import type { ReceiptOwnerTable } from '../../../apps/hq-server/src/server/store/table/receipt-tables.ts';

const west = { branch: 'west' as BranchId, incarnation: '00000000000000aa' as Incarnation };
const east = { branch: 'east' as BranchId, incarnation: '00000000000000bb' as Incarnation };
const owner = (of: typeof west, transfer: number, state: ReceiptOwnerTable['state']): ReceiptOwnerTable => ({
  sale_id: '0190b000-0000-7000-8000-000000000001' as ReceiptOwnerTable['sale_id'],
  transfer,
  branch_id: of.branch,
  incarnation: of.incarnation,
  state,
  changed_at: 0 as ReceiptOwnerTable['changed_at'],
});
const living = { state: 'active', isComplete: false } as const;
const usual: AskFacts = {
  asker: west,
  mayGrant: 'now',
  sale: { branch_id: east.branch, member_id: '0190a000-0000-7000-8000-000000000001' as MemberId },
  present: null,
  holderLife: living,
  firstAsk: null,
};
const otherFirst = { branch_id: east.branch, incarnation: east.incarnation };

const cases: readonly (readonly [string, Partial<AskFacts>, object])[] = [
  ['its seller lives', {}, { kind: 'ask', holder: 'east' }],
  ['its seller is frozen, but heard', { holderLife: { state: 'frozen', isComplete: false } }, { kind: 'ask', holder: 'east' }],
  ['its seller closed in good order', { holderLife: { state: 'closed', isComplete: true } }, { kind: 'grant', transfer: 1 }],
  ['its seller closed, and a part of the log is missing', { holderLife: { state: 'closed', isComplete: false } }, { kind: 'unreleasable' }],
  ['its seller is in doubt', { holderLife: { state: 'in_doubt', isComplete: true } }, { kind: 'unreleasable' }],
  ['its seller is written off', { holderLife: { state: 'written_off', isComplete: true } }, { kind: 'unreleasable' }],
  ['its seller never spoke', { holderLife: null }, { kind: 'unreleasable' }],
  ['it was given up', { present: owner(east, 0, 'released'), holderLife: null }, { kind: 'grant', transfer: 1 }],
  ['it was given up, and another asked first', { present: owner(east, 4, 'released'), firstAsk: otherFirst }, { kind: 'wait' }],
  [
    'it was given up, and the asker was first',
    { present: owner(east, 4, 'released'), firstAsk: { branch_id: west.branch, incarnation: west.incarnation } },
    { kind: 'grant', transfer: 5 },
  ],
  ['it is the asker’s', { present: owner(west, 1, 'taken') }, { kind: 'resend' }],
  ['it is the asker’s, after HQ was restored', { present: owner(west, 1, 'granted'), mayGrant: 'later' }, { kind: 'resend' }],
  [
    'it is an earlier life’s of the asker',
    { present: owner({ ...east, branch: west.branch }, 3, 'taken') },
    { kind: 'grant', transfer: 4 },
  ],
  ['it is another living till’s', { present: owner(east, 2, 'taken') }, { kind: 'ask', holder: 'east' }],
  ['HQ was restored and does not know yet', { present: owner(east, 0, 'released'), mayGrant: 'later' }, { kind: 'wait' }],
  ['the asker gets nothing more', { present: owner(east, 0, 'released'), mayGrant: 'never' }, { kind: 'unreleasable' }],
  ['no member stands on it', { sale: { branch_id: east.branch, member_id: null } }, { kind: 'unreleasable' }],
  ['its owners cannot be counted further', { present: owner(east, MAX_TRANSFER, 'released') }, { kind: 'unreleasable' }],
];

test.each(cases)('[R1] a receipt is asked for: %s', (_, over, expected) => {
  expect(decideAsk({ ...usual, ...over })).toEqual(expected);
});
