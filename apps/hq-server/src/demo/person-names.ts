import type { Chance } from './chance.ts';

export type Sex = 'female' | 'male';

/** By their share among people, roughly: the first ones come up more often. */
const commonSurnames = Array.from('王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗');
const otherSurnames = Array.from(
  '郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆汪范石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
);

const givenNames: Readonly<Record<Sex, Readonly<Record<'elder' | 'middle' | 'young', readonly string[]>>>> = {
  female: {
    elder: '秀英 桂兰 玉梅 淑珍 凤英 玉兰 桂芳 秋菊 月娥 素芬 惠兰 金凤 美珍 春华 爱莲'.split(' '),
    middle: '丽 敏 静 艳 娟 霞 燕 红梅 晓红 海燕 丽华 春梅 志红 雪梅 慧敏 文静 玉洁 小琴 建芳 亚楠'.split(' '),
    young: '婷 欣怡 雨桐 梓涵 思琪 佳怡 诗涵 梦瑶 可馨 雅婷 晨曦 若曦 语嫣 晓雯 紫萱 嘉怡 静怡 一诺 沐晴 清妍'.split(' '),
  },
  male: {
    elder: '建国 国强 德胜 福生 志明 永康 建华 长贵 金山 文忠 保国 振华 光荣 庆丰 世昌'.split(' '),
    middle: '伟 强 军 勇 涛 明 志强 建军 海波 晓东 文斌 国栋 立新 卫东 俊杰 少华 学军 春生 永刚 志远'.split(' '),
    young: '浩然 子轩 宇航 梓豪 俊熙 博文 天佑 明轩 思源 皓宇 奕辰 嘉豪 泽宇 逸飞 一鸣 子墨 景行 睿 昊 铭'.split(' '),
  },
};

export type Age = keyof (typeof givenNames)[Sex];

/** An everyday name of two or three characters, of the fashion of its years. */
export function personName(chance: Chance, sex: Sex, age: Age): string {
  const surname = chance.pick(chance.happens(0.62) ? commonSurnames : otherSurnames);
  return surname + chance.pick(givenNames[sex][age]);
}

/** Names that software stumbles over: double surnames, peoples of China, guests from abroad, characters outside the basic plane. */
export const UNUSUAL_NAMES: readonly { readonly name: string; readonly sex: Sex }[] = [
  { name: '欧阳明月', sex: 'female' },
  { name: '司徒雅文', sex: 'female' },
  { name: '上官云飞', sex: 'male' },
  { name: '诸葛思远', sex: 'male' },
  { name: '陈𬭎', sex: 'male' },
  { name: '王𠮷', sex: 'male' },
  { name: '龚䶮', sex: 'male' },
  { name: '李䶮霏', sex: 'female' },
  { name: '张喆', sex: 'male' },
  { name: '阿依古丽·买买提', sex: 'female' },
  { name: '扎西次仁', sex: 'male' },
  { name: '恩和巴雅尔', sex: 'male' },
  { name: 'Emma Johansson', sex: 'female' },
  { name: 'Nguyễn Thị Hoa', sex: 'female' },
];
