import {
  type BranchId,
  DAY_MS,
  expiresAtOf,
  fen,
  type MemberId,
  must,
  parseMemberId,
  type UnixMs,
  unixMs,
  type Vintage,
  vintageOf,
} from '@jifen/core';
import { seededRandom, uuidAt } from '@jifen/platform';
import { BINHU, CHINA_OFFSET_MINUTES, RENMIN, XUEYUAN } from './branches.ts';
import { type Chance, chanceOf } from './chance.ts';
import { NAMED_MEMBERS, type NamedMember } from './named-members.ts';
import { personIdNumber } from './person-id-numbers.ts';
import { type Age, personName, type Sex, UNUSUAL_NAMES } from './person-names.ts';
import { printedCard } from './printed-card.ts';
import { openingHourOn, type Spending, spendingSince } from './spending.ts';

const MEMBER_COUNT = 200;
export const EXPIRY_MONTHS = 24;

export type DemoMember = {
  readonly id: MemberId;
  readonly name: string;
  readonly phone: string | null;
  readonly idNumber: string | null;
  readonly birthday: string | null;
  readonly address: string | null;
  /** A card printed for the old books; null: the next one of a block. */
  readonly cardNumber: string | null;
  readonly homeBranch: BranchId;
  readonly joinedAt: UnixMs;
  readonly isActive: boolean;
  /** Signs in at /m with the demo password. */
  readonly hasPassword: boolean;
  readonly spending: Omit<Spending, 'earned'>;
  readonly points: readonly { readonly vintage: Vintage; readonly n: number }[];
};

type Person = { readonly name: string; readonly sex: Sex; readonly age: Age };

/**
 * The chain's 200 members: three named ones with a password first, then the unusual names, then everyday ones. Each has a chance of their
 * own, so that who they are does not depend on how much the others bought until `now`.
 */
export function demoMembers(now: UnixMs, chance: Chance): readonly DemoMember[] {
  const settings = Array.from({ length: MEMBER_COUNT }, () => ({ now, chance: chanceOf(seededRandom(chance.whole(0, 2 ** 31))) }));
  const phones = new Set<string | null>(NAMED_MEMBERS.map(({ phone }) => phone));
  return settings.map((setting, i) => {
    const named = NAMED_MEMBERS[i];
    if (named !== undefined) return namedMember(named, i, setting);
    return everydayMember(personAt(i - NAMED_MEMBERS.length, setting.chance), { serial: i, phones, ...setting });
  });
}

function personAt(i: number, chance: Chance): Person {
  const age: Age = chance.pick(['elder', 'elder', 'middle', 'middle', 'middle', 'young']);
  const unusual = UNUSUAL_NAMES[i];
  if (unusual !== undefined) return { ...unusual, age: age === 'elder' ? 'middle' : age };
  const sex = chance.happens(0.58) ? 'female' : 'male';
  return { name: personName(chance, sex, age), sex, age };
}

type Setting = { readonly now: UnixMs; readonly chance: Chance };

function namedMember(person: NamedMember, i: number, { now, chance }: Setting): DemoMember {
  const joinedAt = openingHourOn(unixMs(now - person.joinedDaysAgo * DAY_MS), chance);
  const spendFen = Math.round(person.yuan * 100);
  const experience = Math.floor((spendFen * 0.94) / 100);
  const lastPurchaseAt = openingHourOn(unixMs(now - (2 + i * 3) * DAY_MS), chance);
  const spending = { purchases: person.purchases, spendFen: fen(spendFen), lastPurchaseAt, experience };
  return {
    ...identityOf(person, joinedAt, { now, chance }),
    ...personIdNumber(person.sex, person.age, { now, chance }),
    phone: person.phone,
    homeBranch: person.homeBranch,
    joinedAt,
    cardNumber: person.cardNumber,
    isActive: true,
    hasPassword: true,
    spending,
    points: slicesOf(person.points, { from: joinedAt, to: lastPurchaseAt, now, chance }),
  };
}

function everydayMember(
  person: Person,
  { serial, phones, ...setting }: Setting & { readonly serial: number; readonly phones: Set<string | null> },
) {
  const { now, chance } = setting;
  // The older the memberships, the fewer: a growing chain.
  const joinedAt = openingHourOn(unixMs(now - Math.round(1 + 1094 * chance.source.fraction() ** 1.3) * DAY_MS), chance);
  return {
    ...identityOf(person, joinedAt, setting),
    phone: chance.happens(0.95) ? freshPhone(phones, chance) : null,
    homeBranch: chance.pick([RENMIN, RENMIN, RENMIN, BINHU, BINHU, XUEYUAN]),
    joinedAt,
    cardNumber: chance.happens(0.6) ? printedCard(serial) : null,
    isActive: !chance.happens(0.03),
    hasPassword: false,
    ...accountOf(spendingSince(joinedAt, now, chance), joinedAt, setting),
  };
}

type Identity = Pick<DemoMember, 'id' | 'name' | 'idNumber' | 'birthday' | 'address'>;

function identityOf({ name, sex, age }: Person, joinedAt: UnixMs, { now, chance }: Setting): Identity {
  const isChinese = !/[A-Za-z]/.test(name);
  const { idNumber, birthday } = personIdNumber(sex, age, { now, chance });
  return {
    id: memberId(uuidAt(joinedAt, chance.source)),
    name,
    idNumber: isChinese && chance.happens(0.45) ? idNumber : null,
    birthday: chance.happens(0.7) ? birthday : null,
    address: chance.happens(0.4) ? homeAddress(chance) : null,
  };
}

function homeAddress(chance: Chance): string {
  const place = chance.pick([
    '城中区人民北路',
    '城中区解放街',
    '滨湖区望江大道',
    '滨湖区柳湖路',
    '高新区学院路',
    '高新区创新三路',
    '城中区庐山巷',
  ]);
  const estate = chance.pick(['锦绣花园', '怡景苑', '湖畔春天', '书香名邸', '金桂小区', '幸福里', '康桥新村']);
  return `江州市${place} ${chance.whole(3, 388)} 号${estate} ${chance.whole(1, 18)} 栋 ${chance.whole(1, 18)}0${chance.whole(1, 4)} 室`;
}

type Account = Pick<DemoMember, 'spending' | 'points'>;

/** Part of what was ever earned is not spent yet. */
function accountOf({ earned, ...spending }: Spending, joinedAt: UnixMs, { now, chance }: Setting): Account {
  const left = Math.floor(earned * (0.15 + 0.7 * chance.source.fraction()));
  return { spending, points: slicesOf(left, { from: joinedAt, to: spending.lastPurchaseAt ?? joinedAt, now, chance }) };
}

/** Points of the first and the last month in which they can have been earned and still live; the first ones expire soon. */
function slicesOf(n: number, { from, to, now, chance }: Setting & { readonly from: UnixMs; readonly to: UnixMs }): DemoMember['points'] {
  const oldest = Math.max(from, now - (EXPIRY_MONTHS - 1) * 30 * DAY_MS);
  const early = Math.floor(n * (0.1 + 0.2 * chance.source.fraction()));
  const slices = [
    { vintage: vintageAt(unixMs(Math.min(to, oldest))), n: early },
    { vintage: vintageAt(to), n: n - early },
  ];
  return mergeVintages(slices).filter(({ vintage }) => isAlive(vintage, now));
}

function vintageAt(at: UnixMs): Vintage {
  return vintageOf({ at, hqFloor: at, expiryMonths: EXPIRY_MONTHS, utcOffsetMinutes: CHINA_OFFSET_MINUTES });
}

function isAlive(vintage: Vintage, now: UnixMs): boolean {
  const expiresAt = expiresAtOf(vintage, CHINA_OFFSET_MINUTES);
  return expiresAt === null || expiresAt > now;
}

function mergeVintages(slices: DemoMember['points']): DemoMember['points'] {
  const nByVintage = new Map<Vintage, number>();
  for (const { vintage, n } of slices) nByVintage.set(vintage, (nByVintage.get(vintage) ?? 0) + n);
  return [...nByVintage].filter(([, n]) => n > 0).map(([vintage, n]) => ({ vintage, n }));
}

function freshPhone(taken: Set<string | null>, chance: Chance): string {
  const prefix = chance.pick([
    '134',
    '135',
    '136',
    '137',
    '138',
    '139',
    '150',
    '151',
    '158',
    '159',
    '166',
    '173',
    '177',
    '180',
    '186',
    '188',
    '189',
    '191',
    '198',
  ]);
  const phone = prefix + chance.digits(8);
  if (taken.has(phone)) return freshPhone(taken, chance);
  taken.add(phone);
  return phone;
}

function memberId(text: string): MemberId {
  const parsed = parseMemberId(text);
  return must(parsed.ok ? parsed.value : null, 'member id');
}
