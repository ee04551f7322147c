import { encode } from 'uqr';

/** Light modules around a QR code, without which no camera finds it. */
const QUIET_ZONE = 4;

export type QrMatrix = {
  /** Modules on one side, the quiet zone included. */
  readonly size: number;
  /** The dark modules as one path of an SVG with one unit per module. */
  readonly path: string;
};

/** A text as a QR code at level M: a scratched screen is still read, and a grant of some months stays small enough for a phone. */
export function qrMatrixOf(text: string): QrMatrix {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { size, path };
}
