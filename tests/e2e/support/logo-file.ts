/** A picture as a person chooses it from the disk: 16 × 16, the left half black. */
export const LOGO_FILE = {
  name: 'logo.png',
  mimeType: 'image/png',
  buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAEUlEQVR42mNggIL/UMAwsgUAwt9/gXGEvLsAAAAASUVORK5CYII=', 'base64'),
};
