import { DAY_MS, must, parseIdNumber, type UnixMs } from '@jifen/core';
import type { Chance } from './chance.ts';
import type { Age, Sex } from './person-names.ts';

/** Codes of prefecture-level cities as a whole: no one's number begins so, because people are registered in a district. */
const regions = ['360401', '360101', '330101', '340101', '420101', '430101', '350101', '320101'];

const yearsOld: Readonly<Record<Age, readonly [number, number]>> = { elder: [60, 84], middle: [36, 59], young: [19, 35] };

/** An ID number with a true check character that belongs to nobody, and the birthday in it. */
export function personIdNumber(
  sex: Sex,
  age: Age,
  { now, chance }: { readonly now: UnixMs; readonly chance: Chance },
): { readonly idNumber: string; readonly birthday: string } {
  const [youngest, oldest] = yearsOld[age];
  const daysOld = chance.whole(youngest * 366, oldest * 365);
  const birthday = new Date(now - daysOld * DAY_MS).toISOString().slice(0, 10);
  // Odd for men, even for women.
  const order = chance.whole(5, 399) * 2 + (sex === 'male' ? 1 : 0);
  const body = `${chance.pick(regions)}${birthday.replaceAll('-', '')}${order.toString().padStart(3, '0')}`;
  return { idNumber: body + checkCharacterOf(body), birthday };
}

function checkCharacterOf(body: string): string {
  return must(
    Array.from('0123456789X').find((last) => parseIdNumber(body + last).ok),
    'check character',
  );
}
