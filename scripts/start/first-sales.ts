import { z } from 'zod';
import type { CallApi } from './call-api.ts';

type Customer = {
  /** What the cashier types to find them; null: no member. */
  readonly find: string | null;
  readonly goods: readonly (readonly [name: string, quantity: number])[];
  readonly pays: 'cash' | 'wechat' | 'alipay' | 'bank_card';
  /** Yuan from medical insurance, which earn nothing. */
  readonly insuredYuan?: number;
};

/** Whoever comes in on the first morning. */
const customers: readonly Customer[] = [
  {
    find: '13800010002',
    goods: [
      ['碳酸钙维生素 D 软胶囊', 1],
      ['健胃消食片', 2],
    ],
    pays: 'wechat',
  },
  { find: null, goods: [['医用外科口罩', 1]], pays: 'cash' },
  {
    find: '13800010003',
    goods: [
      ['苯磺酸氨氯地平片', 2],
      ['血糖试纸', 1],
    ],
    pays: 'alipay',
    insuredYuan: 46,
  },
  { find: '13800010001', goods: [['氨基酸洁面乳', 1]], pays: 'wechat' },
  {
    find: '欧阳明月',
    goods: [
      ['益生菌粉', 1],
      ['宁夏枸杞', 1],
    ],
    pays: 'bank_card',
  },
  {
    find: '扎西次仁',
    goods: [
      ['布洛芬缓释胶囊', 1],
      ['医用退热贴', 2],
    ],
    pays: 'wechat',
  },
  {
    find: null,
    goods: [
      ['板蓝根颗粒', 2],
      ['碘伏消毒液', 1],
    ],
    pays: 'alipay',
  },
  { find: '龚䶮', goods: [['电子体温计', 1]], pays: 'cash' },
];

const idSchema = z.object({ id: z.string() });
const membersSchema = z.object({ items: z.array(idSchema.extend({ isActive: z.boolean() })) });
const productsSchema = z.object({ items: z.array(idSchema.extend({ name: z.string(), priceFen: z.number() })) });
type Product = z.infer<typeof productsSchema>['items'][number];

/** A first morning at the counter, so that the journal and the day's figures are not empty. */
export async function recordFirstSales(call: CallApi, newId: () => string): Promise<void> {
  for (const customer of customers) {
    const id = newId();
    const memberId = customer.find === null ? null : await findMember(call, customer.find);
    const bought = await Promise.all(
      customer.goods.map(async ([name, quantity]) => ({ product: await findProduct(call, name), quantity })),
    );
    const totalFen = bought.reduce((sum, { product, quantity }) => sum + product.priceFen * quantity, 0);
    const lines = bought.map(({ product, quantity }) => ({ kind: 'product', productId: product.id, quantity }));
    await call('POST', '/api/sales', { id, memberId, alias: null, lines, tenders: tendersOf(customer, totalFen) });
  }
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
