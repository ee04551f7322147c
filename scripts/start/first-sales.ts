import { z } from 'zod';
import type { CallApi } from './call-api.ts';

type Goods = readonly (readonly [name: string, quantity: number])[];
type Customer = {
  /** What the cashier types to find them; null: no member. */
  readonly find: string | null;
  readonly goods: Goods;
  readonly pays: 'cash' | 'wechat' | 'alipay' | 'bank_card';
  /** Yuan from medical insurance, which earn nothing. */
  readonly insuredYuan?: number;
  /** What they take home for points, before they pay. */
  readonly redeems?: string;
};

/** Whoever comes in on the first morning, by branch. */
const customersByBranch: Readonly<Record<string, readonly Customer[]>> = {
  renmin: [
    { find: '13800010002', goods: goods('碳酸钙维生素 D 软胶囊', ['健胃消食片', 2]), pays: 'wechat', redeems: '七日分药盒' },
    { find: null, goods: goods('医用外科口罩'), pays: 'cash' },
    { find: '13800010001', goods: goods('氨基酸洁面乳'), pays: 'wechat' },
    { find: '上官云飞', goods: goods('布洛芬缓释胶囊', ['医用退热贴', 2]), pays: 'alipay' },
    { find: 'Emma', goods: goods('免洗洗手液', '电子体温计'), pays: 'bank_card' },
    { find: null, goods: goods(['板蓝根颗粒', 2], '碘伏消毒液'), pays: 'alipay' },
    { find: '李䶮霏', goods: goods('益生菌粉', '宁夏枸杞'), pays: 'wechat' },
  ],
  binhu: [
    { find: '13800010003', goods: goods(['苯磺酸氨氯地平片', 2], '血糖试纸'), pays: 'alipay', insuredYuan: 46, redeems: '不锈钢保温杯' },
    { find: '欧阳明月', goods: goods('褪黑素片'), pays: 'wechat' },
    { find: null, goods: goods('弹性创可贴'), pays: 'cash' },
    { find: '王𠮷', goods: goods('感冒灵颗粒', '蜜炼川贝枇杷膏'), pays: 'wechat' },
    { find: '恩和巴雅尔', goods: goods('上臂式电子血压计'), pays: 'bank_card' },
    { find: null, goods: goods('黄芪片', '当归片'), pays: 'cash' },
  ],
  xueyuan: [
    { find: '龚䶮', goods: goods('氯雷他定片'), pays: 'wechat' },
    { find: '陈𬭎', goods: goods('叶黄素酯软胶囊'), pays: 'alipay' },
    { find: null, goods: goods(['医用外科口罩', 2]), pays: 'wechat' },
    { find: '阿依古丽', goods: goods('保湿护手霜', '洋槐蜂蜜'), pays: 'cash' },
  ],
};

function goods(...entries: readonly (string | readonly [string, number])[]): Goods {
  return entries.map((entry) => (typeof entry === 'string' ? [entry, 1] : entry));
}

const idSchema = z.object({ id: z.string() });
const membersSchema = z.object({ items: z.array(idSchema.extend({ isActive: z.boolean() })) });
const productsSchema = z.object({ items: z.array(idSchema.extend({ name: z.string(), priceFen: z.number() })) });
const rewardsSchema = z.object({ items: z.array(idSchema.extend({ name: z.string(), cashFen: z.number() })) });
type Product = z.infer<typeof productsSchema>['items'][number];

/** A first morning at the counter, so that the journal and the day's figures are not empty. */
export async function recordFirstSales(call: CallApi, branchId: string, newId: () => string): Promise<void> {
  for (const customer of customersByBranch[branchId] ?? []) {
    const memberId = customer.find === null ? null : await findMember(call, customer.find);
    if (memberId !== null && customer.redeems !== undefined) await redeem(call, { id: newId(), memberId, name: customer.redeems });
    await sell(call, customer, { id: newId(), memberId });
  }
}

async function sell(call: CallApi, customer: Customer, of: { readonly id: string; readonly memberId: string | null }): Promise<void> {
  const bought = await Promise.all(customer.goods.map(async ([name, quantity]) => ({ product: await findProduct(call, name), quantity })));
  const totalFen = bought.reduce((sum, { product, quantity }) => sum + product.priceFen * quantity, 0);
  const lines = bought.map(({ product, quantity }) => ({ kind: 'product', productId: product.id, quantity }));
  await call('POST', '/api/sales', { ...of, alias: null, lines, tenders: tendersOf(customer, totalFen) });
}

type Redeeming = { readonly id: string; readonly memberId: string; readonly name: string };

async function redeem(call: CallApi, { id, memberId, name }: Redeeming): Promise<void> {
  const { items } = rewardsSchema.parse(await call('GET', '/api/rewards'));
  const reward = items.find((item) => item.name.startsWith(name));
  if (reward === undefined) throw new Error(`the till knows no reward ${name}`);
  const tenders = reward.cashFen === 0 ? [] : [{ method: 'wechat', amountFen: reward.cashFen }];
  await call('POST', '/api/redemptions', { id, memberId, rewardId: reward.id, quantity: 1, tenders });
}

function tendersOf(
  { pays, insuredYuan = 0 }: Customer,
  totalFen: number,
): readonly { readonly method: string; readonly amountFen: number }[] {
  const insuredFen = insuredYuan * 100;
  const paid = { method: pays, amountFen: totalFen - insuredFen };
  return insuredFen === 0 ? [paid] : [{ method: 'medical_insurance', amountFen: insuredFen }, paid];
}

/** Null when nobody active is found: then the sale goes to nobody, as at a real counter. */
async function findMember(call: CallApi, text: string): Promise<string | null> {
  const { items } = membersSchema.parse(await call('GET', `/api/members?q=${encodeURIComponent(text)}`));
  return items.find(({ isActive }) => isActive)?.id ?? null;
}

async function findProduct(call: CallApi, name: string): Promise<Product> {
  const { items } = productsSchema.parse(await call('GET', `/api/products?q=${encodeURIComponent(name)}`));
  const [product] = items;
  if (product === undefined) throw new Error(`the till knows no product ${name}`);
  return product;
}
