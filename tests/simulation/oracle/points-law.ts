import { hold } from '../violation.ts';
import { type FlowPart, keyOfAccount, Tally } from './flow.ts';

/**
 * I2, no point made of nothing, for every member and vintage:
 *
 *   spent − restored + clawed + expired + absorbed + Σ rights of living databases
 *     + pool + set aside for orders (both 0 while HQ may have forgotten what it did) ≤ earned + issued by HQ
 *
 * What branches did is counted once per event, wherever it lies or lay; what HQ issued and then forgot was issued all the same.
 */
export type PointsLaw = {
  /** An event that some database committed, seen for the first time. */
  addBranchEvent(parts: readonly FlowPart[]): void;
  addHqEvent(cause: string, parts: readonly FlowPart[]): void;
  /** HQ is an older copy of itself from now on: its events are told anew, up to `heardAgain`. */
  forgetHq(): void;
  heardAgain(): void;
  /** All rights that a living database holds now. */
  setHeld(disk: number, held: readonly (readonly [string, number])[]): void;
  setPool(pool: readonly (readonly [string, number])[]): void;
  /** What lies aside for orders and can still be handed over for them. */
  setReserved(reserved: readonly (readonly [string, number])[]): void;
  /** What may exist twice because a database was copied. */
  allow(held: readonly (readonly [string, number])[]): void;
  check(): void;
  issuedTo(member: string): number;
};

const ISSUING = new Set(['issued>pool', 'unclaimed>pool', 'loss>pool']);
const LEAVING = new Set(['pool>clawed', 'pool>debt', 'pool>expired', 'reserved>redeemed']);

export function createPointsLaw(): PointsLaw {
  const used = new Tally();
  const earned = new Tally();
  const left = new Tally();
  const allowed = new Tally();
  const heldByDisk = new Map<number, readonly (readonly [string, number])[]>();
  let pool: readonly (readonly [string, number])[] = [];
  let reserved: readonly (readonly [string, number])[] = [];
  let leftBefore: readonly (readonly [string, number])[] = [];
  let issued = new Map<string, Tally>();
  const forgotten: Map<string, Tally>[] = [];
  const dirty = new Set<string>();
  const issuedOf = (key: string): number => {
    const causes = new Set([issued, ...forgotten].flatMap((history) => [...(history.get(key)?.keys() ?? [])]));
    let sum = 0;
    for (const cause of causes) sum += Math.max(...[issued, ...forgotten].map((history) => history.get(key)?.get(cause) ?? 0));
    return sum;
  };
  const heldOf = (key: string): number => {
    let sum = 0;
    for (const held of heldByDisk.values()) for (const [of, n] of held) if (of === key) sum += n;
    return sum;
  };
  return {
    addBranchEvent: (parts) => {
      for (const { unit, flow, debit, credit, n } of parts) {
        if (unit !== 'pt') continue;
        if (flow === 'issued>rights') earned.add(keyOfAccount(credit), n);
        else if (flow === 'rights>redeemed' || flow === 'rights>clawed') used.add(keyOfAccount(debit), n);
        else if (flow === 'redeemed>rights') used.add(keyOfAccount(credit), -n);
        else continue;
        dirty.add(keyOfAccount(flow === 'issued>rights' || flow === 'redeemed>rights' ? credit : debit));
      }
    },
    addHqEvent: (cause, parts) => {
      for (const { unit, flow, debit, credit, n } of parts) {
        if (unit !== 'pt') continue;
        if (ISSUING.has(flow)) {
          const key = keyOfAccount(credit);
          const causes = issued.get(key) ?? new Tally();
          issued.set(key, causes);
          causes.add(cause, n);
          dirty.add(key);
        } else if (LEAVING.has(flow)) {
          left.add(keyOfAccount(debit), n);
          dirty.add(keyOfAccount(debit));
        }
      }
    },
    forgetHq: () => {
      forgotten.push(issued);
      issued = new Map();
      leftBefore = left.entries();
      left.clear();
      pool = [];
      reserved = [];
    },
    heardAgain: () => {
      // A copy of a history that was given up before: what left there alone may have been granted in the one that tills know. HQ owes it.
      const before = new Map(leftBefore);
      for (const [key, n] of left.entries()) allowed.add(key, Math.max(0, n - (before.get(key) ?? 0)));
    },
    setHeld: (disk, held) => {
      for (const [key] of [...(heldByDisk.get(disk) ?? []), ...held]) dirty.add(key);
      heldByDisk.set(disk, held);
    },
    setPool: (next) => {
      for (const [key] of next) dirty.add(key);
      pool = next;
    },
    setReserved: (next) => {
      for (const [key] of next) dirty.add(key);
      reserved = next;
    },
    allow: (held) => {
      for (const [key, n] of held) allowed.add(key, n);
    },
    check: () => {
      const [inPool, aside] = [new Map(pool), new Map(reserved)];
      for (const key of dirty) {
        const have = used.get(key) + left.get(key) + heldOf(key) + (inPool.get(key) ?? 0) + (aside.get(key) ?? 0);
        const may = earned.get(key) + issuedOf(key) + allowed.get(key);
        hold(have <= may, 'I2', () => {
          const here = { pool: inPool.get(key) ?? 0, aside: aside.get(key) ?? 0 };
          const parts = { used: used.get(key), left: left.get(key), held: heldOf(key), ...here };
          return `${key}: ${JSON.stringify(parts)} are more than earned ${earned.get(key)} and issued ${issuedOf(key)}`;
        });
      }
      dirty.clear();
    },
    issuedTo: (member) => {
      const keys = new Set([...earned.keys(), ...issued.keys(), ...forgotten.flatMap((history) => [...history.keys()])]);
      let sum = 0;
      for (const key of keys) if (key.startsWith(`${member} `)) sum += earned.get(key) + issuedOf(key) + allowed.get(key);
      return sum;
    },
  };
}
