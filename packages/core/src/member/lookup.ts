import { parseCardNumber, type CardNumber } from './card-number.ts';
import { parseIdNumber, type IdNumber } from './id-number.ts';
import { parsePhone, type PhoneNumber } from './phone.ts';

/** What a cashier's one search field was given. */
export type Lookup =
  | { readonly kind: 'card'; readonly cardNumber: CardNumber }
  | { readonly kind: 'phone'; readonly phone: PhoneNumber }
  | { readonly kind: 'id_number'; readonly idNumber: IdNumber }
  /** The beginning of a name, in characters or in pinyin. */
  | { readonly kind: 'name'; readonly text: string };

/** Tells what was typed or scanned. The lengths differ, so no text can be two of them; what is none is a name in NFKC. */
export function parseLookup(text: string): Lookup {
  const card = parseCardNumber(text);
  if (card.ok) return { kind: 'card', cardNumber: card.value };
  const phone = parsePhone(text);
  if (phone.ok) return { kind: 'phone', phone: phone.value };
  const idNumber = parseIdNumber(text);
  if (idNumber.ok) return { kind: 'id_number', idNumber: idNumber.value };
  return { kind: 'name', text: text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim() };
}
