import { cardNumberOf } from '@jifen/core';
import type { Json } from './support/call.ts';
import type { TestChain } from './support/chain.ts';

export type Endpoint = {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly role: 'admin' | 'member' | 'nobody';
};

export const rewardId = '01890000-0000-7000-8000-000000000001';
export const productId = '01890000-0000-7000-8000-000000000002';

const someRule = {
  version: 1,
  effectiveFrom: 1_800_000_000_000,
  ladder: [{ id: 'regular', name: '普通会员', fromExperience: 0, rateBp: 10_000 }],
  campaigns: [{ name: '双倍', category: null, rateBp: 20_000 }],
  excludedTenders: ['medical_insurance'],
  expiryMonths: 12,
};

/** A well-formed body for every operation that takes one. */
export function endpointsOf(hq: TestChain): readonly Endpoint[] {
  const member = `/api/v1/members/${hq.ids.memberB}`;
  const admin = { method: 'POST', role: 'admin' } as const;
  return [
    { operationId: 'signInStaff', method: 'POST', role: 'nobody', path: '/api/v1/session', body: { account: 'x', password: 'y' } },
    {
      operationId: 'signInMember',
      method: 'POST',
      role: 'nobody',
      path: '/api/v1/member-session',
      body: { identifier: 'x', password: 'y' },
    },
    {
      ...admin,
      operationId: 'createBranch',
      path: '/api/v1/branches',
      body: { id: 'new', name: '新店', address: '', contact: '', openingHours: '', promotions: '' },
    },
    {
      ...admin,
      operationId: 'updateBranch',
      method: 'PATCH',
      path: '/api/v1/branches/branch-a',
      body: { name: '老店', address: '', contact: '', openingHours: '', promotions: '' },
    },
    { ...admin, operationId: 'createEnrolmentCode', path: '/api/v1/branches/branch-a/enrolment-codes', body: { terminalName: '收银台' } },
    {
      ...admin,
      operationId: 'createMember',
      path: '/api/v1/members',
      body: {
        id: hq.newId(),
        name: '王',
        phone: '13700000077',
        idNumber: null,
        address: '',
        birthday: '',
        cardNumber: '',
        password: 'a long password',
        homeBranch: 'branch-a',
      },
    },
    {
      ...admin,
      operationId: 'updateMember',
      method: 'PATCH',
      path: member,
      body: { name: '王', phone: null, idNumber: null, address: null, birthday: null },
    },
    { ...admin, operationId: 'changeMemberStatus', path: `${member}/status`, body: { isActive: true } },
    {
      ...admin,
      operationId: 'bindMemberCard',
      path: `${member}/cards`,
      body: { cardNumber: cardNumberOf({ block: 7, serial: 1 }), replaces: '' },
    },
    { ...admin, operationId: 'setMemberPassword', path: `${member}/password`, body: { password: 'a long password' } },
    {
      ...admin,
      operationId: 'adjustMember',
      path: `${member}/adjustments`,
      body: { id: hq.newId(), points: 1, experience: 0, reason: '补分' },
    },
    {
      ...admin,
      operationId: 'createProduct',
      path: '/api/v1/products',
      body: { id: hq.newId(), barcode: '1', name: '药', priceFen: 1, category: '药', drugClass: 'rx', earns: true, isActive: true },
    },
    {
      ...admin,
      operationId: 'updateProduct',
      method: 'PATCH',
      path: `/api/v1/products/${productId}`,
      body: { barcode: '2', name: '药', priceFen: 1, category: '药', drugClass: 'rx', earns: true, isActive: true },
    },
    {
      ...admin,
      operationId: 'createReward',
      path: '/api/v1/rewards',
      body: { id: hq.newId(), name: '杯', category: '杯', drugClass: 'general', points: 1, cashFen: 0, pictureUrl: null, isActive: true },
    },
    {
      ...admin,
      operationId: 'updateReward',
      method: 'PATCH',
      path: `/api/v1/rewards/${rewardId}`,
      body: { name: '杯', category: '杯', drugClass: 'general', points: 1, cashFen: 0, pictureUrl: null, isActive: true },
    },
    { ...admin, operationId: 'publishRule', path: '/api/v1/rules', body: someRule },
    {
      ...admin,
      operationId: 'createStaff',
      path: '/api/v1/staff',
      body: {
        id: hq.newId(),
        account: 'new',
        name: '新',
        role: 'cashier',
        branchId: 'branch-a',
        isActive: true,
        password: 'a long password',
        pin: '240618',
      },
    },
    {
      ...admin,
      operationId: 'updateStaff',
      method: 'PATCH',
      path: `/api/v1/staff/${hq.ids.cashierB}`,
      body: { account: 'c', name: '新', role: 'cashier', branchId: 'branch-a', isActive: true, password: 'a long password', pin: '240618' },
    },
    { ...admin, operationId: 'resolveException', path: '/api/v1/exceptions/none/resolve', body: { resolution: 'seen' } },
    { ...admin, operationId: 'linkMember', path: `${member}/link`, body: { into: hq.ids.memberB } },
    {
      ...admin,
      operationId: 'eraseMember',
      path: `/api/v1/members/${hq.newId()}/erase`,
      body: { reason: '本人要求', forfeitPoints: false },
    },
    { ...admin, operationId: 'issueMemberGrant', path: `${member}/grants`, body: { branchId: 'branch-a', n: 1 } },
    { ...admin, operationId: 'reclaimReceipt', path: `/api/v1/sales/${hq.newId()}/reclaim`, body: { reason: '收银机丢失' } },
    {
      ...admin,
      operationId: 'actOnIncarnation',
      path: '/api/v1/incarnations/branch-a/00000000000000aa/acts',
      body: { id: hq.newId(), act: 'declare_lost', reason: '损坏' },
    },
    {
      ...admin,
      operationId: 'waiveBarrier',
      path: '/api/v1/barrier/waivers',
      body: { id: hq.newId(), branch: 'branch-a', incarnation: '00000000000000aa', reason: '损坏' },
    },
    {
      ...admin,
      operationId: 'saveSettings',
      method: 'PUT',
      path: '/api/v1/settings',
      body: {
        placement: { kind: 'last_visited' },
        perBranchCap: null,
        returnAtClose: true,
        leaseDays: 30,
        refundLimitFen: 20_000,
        idleLockMinutes: 3,
      },
    },
    {
      ...admin,
      operationId: 'publishNotice',
      path: '/api/v1/notices',
      body: { id: hq.newId(), title: '盘点', text: '', branchId: null, until: null },
    },
    {
      ...admin,
      operationId: 'saveReceiptHead',
      method: 'PUT',
      path: '/api/v1/branches/branch-a/receipt-head',
      body: { receiptNote: '谢谢', logo: null },
    },
    {
      ...admin,
      operationId: 'createOrder',
      path: '/api/v1/orders',
      body: { id: hq.newId(), memberId: hq.ids.memberA, branchId: 'branch-a', rewardId, quantity: 1 },
    },
    { ...admin, operationId: 'cancelOrder', path: `/api/v1/orders/${rewardId}/cancel`, body: { reason: '不要了' } },
    {
      operationId: 'createMyOrder',
      method: 'POST',
      role: 'member',
      path: '/api/v1/me/orders',
      body: { id: hq.newId(), branchId: 'branch-a', rewardId, quantity: 1 },
    },
    { operationId: 'issueMyGrant', method: 'POST', role: 'member', path: '/api/v1/me/grants', body: { branchId: 'branch-a', n: 1 } },
    {
      operationId: 'updateMe',
      method: 'PATCH',
      role: 'member',
      path: '/api/v1/me',
      body: { name: '张', phone: null, idNumber: null, address: null, birthday: null },
    },
    { operationId: 'changeMyPassword', method: 'POST', role: 'member', path: '/api/v1/me/password', body: { current: 'x', next: 'y' } },
  ];
}
