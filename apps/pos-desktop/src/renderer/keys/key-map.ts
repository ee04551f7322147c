import { ACTION_NAMES, DEFAULT_KEYS, FIXED_KEYS, type ActionName, type AnyAction } from './actions.ts';

/** The key of every action; empty where it has none. No key stands twice. */
export type KeyMap = Readonly<Record<ActionName, string>>;

/** What the till kept: only the keys that were chosen, under names of this build or of another one. */
export type ChosenKeys = Readonly<Record<string, string>>;

/** A chosen key goes before a default one; an action whose default was given away has none. */
export function keyMapOf(chosen: ChosenKeys): KeyMap {
  const taken = new Set<string>();
  const own = new Map<ActionName, string>();
  for (const action of ACTION_NAMES) {
    const chord = chosen[action];
    if (chord === undefined || chord === '' || taken.has(chord) || isReserved(chord)) continue;
    taken.add(chord);
    own.set(action, chord);
  }
  const keyOf = (action: ActionName): string => own.get(action) ?? (taken.has(DEFAULT_KEYS[action]) ? '' : DEFAULT_KEYS[action]);
  return mapActions(keyOf);
}

/** What differs from the default map, as the till keeps it. */
export function chosenKeysOf(map: KeyMap): ChosenKeys {
  return Object.fromEntries(
    ACTION_NAMES.filter((action) => map[action] !== '' && map[action] !== DEFAULT_KEYS[action]).map((action) => [action, map[action]]),
  );
}

export type KeyProblem =
  /** Typing, scanning or the system needs it. */
  { readonly kind: 'reserved' } | { readonly kind: 'taken'; readonly by: ActionName };

export function findKeyProblem(map: KeyMap, action: ActionName, chord: string): KeyProblem | null {
  if (isReserved(chord)) return { kind: 'reserved' };
  const by = ACTION_NAMES.find((other) => other !== action && map[other] === chord);
  return by === undefined ? null : { kind: 'taken', by };
}

/** Gives an action a key; who had it before gets the other one in exchange. */
export function withKey(map: KeyMap, action: ActionName, chord: string): KeyMap {
  return mapActions((each) => (each === action ? chord : map[each] === chord ? map[action] : map[each]));
}

/** Who a key belongs to. */
export function actionsByKey(map: KeyMap): ReadonlyMap<string, AnyAction> {
  const chosen = ACTION_NAMES.filter((action) => map[action] !== '').map((action): readonly [string, AnyAction] => [map[action], action]);
  // Everybody tries the question mark.
  return new Map<string, AnyAction>([['?', 'help'], ...chosen, [FIXED_KEYS.go, 'go'], [FIXED_KEYS.back, 'back']]);
}

const NEEDED = /^(Enter|Escape|Tab|Backspace|[\p{L}\p{N}\s])$/u;
const OF_THE_SYSTEM = /^(Alt\+F4|(Ctrl|Alt)\+Tab|Ctrl\+(Shift\+)?[TNWQACVXR]|Shift\+(Tab|Enter|Insert))$/;

function isReserved(chord: string): boolean {
  return NEEDED.test(chord) || OF_THE_SYSTEM.test(chord);
}

function mapActions(keyOf: (action: ActionName) => string): KeyMap {
  const entries = ACTION_NAMES.map((action): readonly [ActionName, string] => [action, keyOf(action)]);
  return entries.reduce<KeyMap>((map, [action, chord]) => ({ ...map, [action]: chord }), DEFAULT_KEYS);
}
