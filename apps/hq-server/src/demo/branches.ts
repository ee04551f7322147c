import { type BranchId, must, parseBranchId } from '@jifen/core';

/** A shop of the invented chain 康宁大药房 in the invented city 江州. */
export type DemoBranch = {
  readonly id: BranchId;
  readonly name: string;
  readonly address: string;
  readonly contact: string;
  readonly openingHours: string;
  readonly promotions: string;
};

export const CHINA_OFFSET_MINUTES = 480;

export const RENMIN = branchId('renmin');
export const BINHU = branchId('binhu');
export const XUEYUAN = branchId('xueyuan');

export const DEMO_BRANCHES: readonly DemoBranch[] = [
  {
    id: RENMIN,
    name: '康宁大药房（人民路店）',
    address: '江州市城中区人民中路 126 号恒泰大厦一层',
    contact: '陈静 0792-8120 126',
    openingHours: '每日 08:00–21:30',
    promotions: '每月 8 日、18 日、28 日会员日：免费测血压、血糖，保健食品双倍积分',
  },
  {
    id: BINHU,
    name: '康宁大药房（滨湖店）',
    address: '江州市滨湖区望江大道 88 号湖畔广场 B 座 103 室',
    contact: '吴海峰 0792-8360 588',
    openingHours: '周一至周五 08:30–21:00，周末 09:00–21:30',
    promotions: '六十岁以上会员每周三 9.5 折；购血压计享终身免费校准',
  },
  {
    id: XUEYUAN,
    name: '康宁大药房（学院路店）',
    address: '江州市高新区学院路 215 号（江州大学东门对面）',
    contact: '苏婷 0792-8577 215',
    openingHours: '每日 09:00–22:30',
    promotions: '凭学生证办卡免工本费；口罩、酒精棉片第二件半价',
  },
];

function branchId(text: string): BranchId {
  const parsed = parseBranchId(text);
  return must(parsed.ok ? parsed.value : null, 'branch id');
}
