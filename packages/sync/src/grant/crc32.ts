const POLYNOMIAL = 0xedb88320;

/** CRC-32 (ISO 3309): tells every run of up to 32 wrong bits, so any one wrong character and any two that changed places. */
export function crc32(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >>> 1) ^ (remainder & 1 ? POLYNOMIAL : 0);
  }
  return ~remainder >>> 0;
}
