import { checkDigitOf, type DrugClass, fen, must, parseProductId, type Product, type ProductId, type UnixMs } from '@jifen/core';
import { uuidAt } from '@jifen/platform';
import type { Chance } from './chance.ts';

export const HEALTH_FOOD_CATEGORY = '保健食品';

type Entry = readonly [name: string, priceYuan: number, drugClass: DrugClass, earns?: 'earns_nothing'];

/** Generic names only. Prescription drugs and what nobody has classified earn nothing; so do two goods sold at cost. */
const assortment: Readonly<Record<string, readonly Entry[]>> = {
  感冒呼吸: [
    ['复方氨酚烷胺片 12 片', 12.8, 'otc_a'],
    ['感冒灵颗粒 10g×9 袋', 15.5, 'otc_a'],
    ['板蓝根颗粒 10g×20 袋', 18, 'otc_b'],
    ['蜜炼川贝枇杷膏 150ml', 26.8, 'otc_b'],
    ['布洛芬缓释胶囊 0.3g×24 粒', 19.9, 'otc_a'],
    ['氯雷他定片 10mg×12 片', 22, 'otc_a'],
    ['阿莫西林胶囊 0.25g×36 粒', 14.5, 'rx', 'earns_nothing'],
  ],
  肠胃消化: [
    ['蒙脱石散 3g×10 袋', 16.8, 'otc_a'],
    ['健胃消食片 0.8g×32 片', 9.9, 'otc_b'],
    ['多潘立酮片 10mg×30 片', 18.6, 'otc_a'],
    ['奥美拉唑肠溶胶囊 20mg×14 粒', 21.5, 'rx', 'earns_nothing'],
  ],
  慢病用药: [
    ['苯磺酸氨氯地平片 5mg×28 片', 23, 'rx', 'earns_nothing'],
    ['阿托伐他汀钙片 20mg×7 片', 36, 'rx', 'earns_nothing'],
    ['盐酸二甲双胍缓释片 0.5g×60 片', 28.8, 'rx', 'earns_nothing'],
    ['阿司匹林肠溶片 100mg×30 片', 15.8, 'rx', 'earns_nothing'],
  ],
  皮肤外用: [
    ['炉甘石洗剂 100ml', 8.5, 'otc_b'],
    ['莫匹罗星软膏 2% 5g', 21.9, 'otc_a'],
    ['碘伏消毒液 100ml', 6.8, 'general'],
  ],
  [HEALTH_FOOD_CATEGORY]: [
    ['维生素 C 咀嚼片 100 片', 29.9, 'health_food'],
    ['碳酸钙维生素 D 软胶囊 100 粒', 68, 'health_food'],
    ['深海鱼油软胶囊 200 粒', 128, 'health_food'],
    ['褪黑素片 60 片', 59, 'health_food'],
    ['乳清蛋白粉 450g', 238, 'health_food'],
    ['叶黄素酯软胶囊 60 粒', 99, 'health_food'],
    ['益生菌粉 2g×20 条', 118, 'health_food'],
  ],
  医疗器械: [
    ['上臂式电子血压计', 268, 'device'],
    ['血糖试纸 50 片（附采血针）', 79, 'device'],
    ['电子体温计', 29.9, 'device'],
    ['医用外科口罩 50 只', 19.9, 'device', 'earns_nothing'],
    ['弹性创可贴 100 片', 12.8, 'device'],
    ['医用退热贴 6 片', 22.8, 'device'],
    ['压缩式雾化器', 258, 'device'],
  ],
  中药饮片: [
    ['黄芪片 250g', 45, 'tcm_decoction'],
    ['当归片 100g', 38, 'tcm_decoction'],
  ],
  个人护理: [
    ['保湿护手霜 75g', 25.8, 'cosmetic'],
    ['氨基酸洁面乳 120g', 49.9, 'cosmetic'],
    ['免洗洗手液 500ml', 16.9, 'general', 'earns_nothing'],
  ],
  食品饮品: [
    ['宁夏枸杞 250g', 36, 'food'],
    ['洋槐蜂蜜 500g', 48, 'food'],
  ],
  新到商品: [['润喉含片 45g（待归类）', 19.9, 'unknown', 'earns_nothing']],
};

/** The chain's 40 products, in the order of the shelves. */
export function demoProducts(now: UnixMs, chance: Chance): readonly Product[] {
  return Object.entries(assortment).flatMap(([category, entries]) =>
    entries.map(([name, priceYuan, drugClass, earns]) => ({
      id: productId(uuidAt(now, chance.source)),
      barcode: barcodeOf(chance),
      name,
      priceFen: fen(Math.round(priceYuan * 100)),
      category,
      drugClass,
      earns: earns === undefined,
      isActive: true,
    })),
  );
}

/** An EAN-13 as goods made in China carry it: from 690 to 699. */
function barcodeOf(chance: Chance): string {
  const twelveDigits = `69${chance.digits(10)}`;
  return `${twelveDigits}${checkDigitOf(twelveDigits)}`;
}

function productId(text: string): ProductId {
  const parsed = parseProductId(text);
  return must(parsed.ok ? parsed.value : null, 'product id');
}
