/**
 * A UUIDv7: the client-made id of something that is about to be created. Made once per form and kept over retries, so that a
 * repeat cannot create it twice.
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const at = Date.now();
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(at / 256 ** (5 - i)) % 256;
  bytes[6] = ((bytes[6] ?? 0) % 16) + 0x70;
  bytes[8] = ((bytes[8] ?? 0) % 64) + 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
