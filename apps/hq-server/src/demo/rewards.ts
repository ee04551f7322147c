import { type BranchId, type DrugClass, fen, must, parseRewardId, points, type Reward, type RewardId, type UnixMs } from '@jifen/core';
import { uuidAt } from '@jifen/platform';
import { BINHU, RENMIN, XUEYUAN } from './branches.ts';
import type { Chance } from './chance.ts';
import { HEALTH_FOOD_CATEGORY } from './products.ts';

export type DemoReward = { readonly reward: Reward; readonly stock: ReadonlyMap<BranchId, number> };

type Entry = {
  readonly name: string;
  readonly category: string;
  readonly drugClass: DrugClass;
  readonly points: number;
  readonly cashYuan?: number;
  readonly picture: string;
  /** At 人民路, 滨湖 and 学院路. */
  readonly stock: readonly [number, number, number];
};

const entries: readonly Entry[] = [
  { name: '七日分药盒', category: '日用', drugClass: 'general', points: 150, picture: 'pill-box', stock: [60, 45, 30] },
  { name: '家庭装创可贴 100 片', category: '健康器械', drugClass: 'device', points: 200, picture: 'bandages', stock: [80, 50, 64] },
  { name: '医用外科口罩 50 只', category: '健康器械', drugClass: 'device', points: 260, picture: 'masks', stock: [40, 36, 52] },
  { name: '柔韧抽纸 6 包', category: '日用', drugClass: 'general', points: 300, picture: 'tissues', stock: [48, 30, 40] },
  { name: '保湿护手霜 75g', category: '个人护理', drugClass: 'cosmetic', points: 450, picture: 'hand-cream', stock: [24, 0, 30] },
  { name: '电子体温计', category: '健康器械', drugClass: 'device', points: 520, picture: 'thermometer', stock: [20, 18, 15] },
  {
    name: '维生素 C 咀嚼片 100 片',
    category: HEALTH_FOOD_CATEGORY,
    drugClass: 'health_food',
    points: 700,
    picture: 'vitamin-c',
    stock: [26, 22, 18],
  },
  { name: '晴雨两用伞', category: '日用', drugClass: 'general', points: 800, cashYuan: 9.9, picture: 'umbrella', stock: [15, 12, 24] },
  { name: '洋槐蜂蜜 500g', category: '食品', drugClass: 'food', points: 980, picture: 'honey', stock: [12, 16, 6] },
  {
    name: '不锈钢保温杯 500ml',
    category: '日用',
    drugClass: 'general',
    points: 1200,
    cashYuan: 19.9,
    picture: 'thermos',
    stock: [10, 8, 14],
  },
  {
    name: '上臂式电子血压计',
    category: '健康器械',
    drugClass: 'device',
    points: 4800,
    cashYuan: 99,
    picture: 'blood-pressure-monitor',
    stock: [4, 3, 1],
  },
  { name: '香柏木足浴桶', category: '日用', drugClass: 'general', points: 6800, cashYuan: 129, picture: 'foot-bath', stock: [2, 2, 0] },
];

/** The chain's 12 rewards, cheapest first, with what lies in each branch. None is a drug. */
export function demoRewards(now: UnixMs, chance: Chance): readonly DemoReward[] {
  return entries.map((entry) => ({
    reward: {
      id: rewardId(uuidAt(now, chance.source)),
      name: entry.name,
      category: entry.category,
      drugClass: entry.drugClass,
      points: points(entry.points),
      cashFen: fen(Math.round((entry.cashYuan ?? 0) * 100)),
      pictureUrl: `/pictures/${entry.picture}.svg`,
      isActive: true,
    },
    stock: new Map([
      [RENMIN, entry.stock[0]],
      [BINHU, entry.stock[1]],
      [XUEYUAN, entry.stock[2]],
    ]),
  }));
}

function rewardId(text: string): RewardId {
  const parsed = parseRewardId(text);
  return must(parsed.ok ? parsed.value : null, 'reward id');
}
