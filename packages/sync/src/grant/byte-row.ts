import { assert } from '@jifen/core';

/** Writes numbers and texts one after the other, the first byte the highest. */
export type ByteWriter = {
  /** A whole number in so many bytes. */
  fixed(value: number, size: number): void;
  /** A whole number in as few bytes as it needs, seven bits each. */
  varying(value: number): void;
  /** An even number of hex digits. */
  hex(digits: string): void;
  /** Fewer than 256 ASCII characters, their number before them. */
  ascii(text: string): void;
  bytes(): Uint8Array;
};

export function createByteWriter(): ByteWriter {
  const row: number[] = [];
  const fixed = (value: number, size: number) => {
    for (let at = size - 1; at >= 0; at -= 1) row.push(Math.floor(value / 256 ** at) % 256);
  };
  return {
    fixed,
    varying: (value) => {
      let rest = value;
      for (; rest >= 128; rest = Math.floor(rest / 128)) row.push((rest % 128) + 128);
      row.push(rest);
    },
    hex: (digits) => {
      for (let at = 0; at < digits.length; at += 2) row.push(Number.parseInt(digits.slice(at, at + 2), 16));
    },
    ascii: (text) => {
      assert(text.length < 256 && /^[ -~]*$/.test(text), 'a short text of ASCII');
      row.push(text.length);
      for (let at = 0; at < text.length; at += 1) row.push(text.charCodeAt(at));
    },
    bytes: () => Uint8Array.from(row),
  };
}

/** Reads what a `ByteWriter` wrote. What is missing reads as zero; `isWhole` says whether all was there, and nothing more. */
export type ByteReader = {
  fixed(size: number): number;
  varying(): number;
  hex(size: number): string;
  ascii(): string;
  isWhole(): boolean;
};

/** Longer than any count: 7 × 7 bits. */
const MAX_VARYING_BYTES = 7;

export function createByteReader(bytes: Uint8Array): ByteReader {
  let at = 0;
  let isBroken = false;
  const next = () => {
    const byte = bytes[at];
    at += 1;
    isBroken ||= byte === undefined;
    return byte ?? 0;
  };
  const fixed = (size: number) => {
    let value = 0;
    for (let left = size; left > 0; left -= 1) value = value * 256 + next();
    return value;
  };
  return {
    fixed,
    varying: () => {
      let value = 0;
      for (let size = 0; size < MAX_VARYING_BYTES; size += 1) {
        const byte = next();
        value += (byte % 128) * 128 ** size;
        if (byte >= 128) continue;
        // The shortest form only: each number is written in one way.
        isBroken ||= byte === 0 && size > 0;
        return value;
      }
      isBroken = true;
      return value;
    },
    hex: (size) => Array.from({ length: size }, () => next().toString(16).padStart(2, '0')).join(''),
    ascii: () => Array.from({ length: next() }, () => String.fromCharCode(next())).join(''),
    isWhole: () => !isBroken && at === bytes.length,
  };
}
