/**
 * What the till does by key, and its key at the counter as Chinese shops know it. A key stands here as `chordOf` names it.
 * F6 already counts the cash that was received, so that a basket is held by F3 and taken back by Shift+F3.
 */
export const DEFAULT_KEYS = {
  help: 'F1',
  menu: '/',
  lock: 'Alt+L',
  switchStaff: 'Alt+U',

  goCounter: 'Alt+1',
  goJournal: 'Alt+2',
  goToday: 'Alt+3',
  goSync: 'Alt+4',
  goOrders: 'Alt+5',
  goShift: 'Alt+6',
  goStock: 'Alt+7',
  goStaff: 'Alt+8',
  goSettings: 'Alt+0',

  field: 'F2',
  act: 'F9',
  otherAct: 'Shift+F9',

  member: 'F4',
  noMember: 'Shift+F4',
  register: 'F7',
  grant: 'F10',
  mode: 'F8',
  hold: 'F3',
  recall: 'Shift+F3',

  quantity: '*',
  more: '+',
  less: '-',
  removeLine: 'Delete',
  clear: 'Shift+Delete',
  undo: 'Alt+Z',
  earns: 'Alt+E',

  received: 'F6',
  method: 'F5',
  split: 'Shift+F5',

  lineUp: 'ArrowUp',
  lineDown: 'ArrowDown',
  pageUp: 'PageUp',
  pageDown: 'PageDown',
} as const;

export type ActionName = keyof typeof DEFAULT_KEYS;

/** The same everywhere, because every hand knows them: they are not for choosing. */
export const FIXED_KEYS = { go: 'Enter', back: 'Escape' } as const;
export type FixedAction = keyof typeof FIXED_KEYS;
export type AnyAction = ActionName | FixedAction;

export type ActionGroup = { readonly name: string; readonly actions: readonly ActionName[] };

/** As the help and the settings show them: every action once. */
export const ACTION_GROUPS = [
  { name: 'work', actions: ['act', 'otherAct', 'field', 'mode', 'hold', 'recall'] },
  { name: 'member', actions: ['member', 'noMember', 'register', 'grant'] },
  { name: 'basket', actions: ['quantity', 'more', 'less', 'removeLine', 'undo', 'clear', 'earns'] },
  { name: 'payment', actions: ['received', 'method', 'split'] },
  { name: 'list', actions: ['lineUp', 'lineDown', 'pageUp', 'pageDown'] },
  { name: 'screens', actions: ['goCounter', 'goJournal', 'goToday', 'goSync', 'goOrders', 'goShift', 'goStock', 'goStaff', 'goSettings'] },
  { name: 'anywhere', actions: ['help', 'menu', 'lock', 'switchStaff'] },
] as const satisfies readonly ActionGroup[];

export const ACTION_NAMES: readonly ActionName[] = ACTION_GROUPS.flatMap(({ actions }): readonly ActionName[] => actions);

/** Held down, these go on; all else happens once per press. */
const REPEATED: ReadonlySet<AnyAction> = new Set(['more', 'less', 'lineUp', 'lineDown', 'pageUp', 'pageDown']);

export function mayRepeat(action: AnyAction): boolean {
  return REPEATED.has(action);
}
