import { encode } from 'uqr';
import type { Picture } from './paper.ts';

/** A picture as one path of an SVG, one unit per dot. */
export type PicturePath = { readonly width: number; readonly height: number; readonly path: string };

/** Light modules around a code, without which no camera finds it. */
const QUIET_ZONE = 4;

/** Level M, as the printer draws it. */
export function qrPathOf(text: string): PicturePath {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  return { width: size, height: size, path: pathOf(size, size, (x, y) => data[y]?.[x] === true) };
}

export function picturePathOf({ widthDots, heightDots, bits }: Picture): PicturePath {
  const bytes = atob(bits);
  const isBlack = (x: number, y: number) => (bytes.charCodeAt((y * widthDots + x) >> 3) & (0x80 >> (x & 7))) !== 0;
  return { width: widthDots, height: heightDots, path: pathOf(widthDots, heightDots, isBlack) };
}

/** One bar for each run of black dots in a row. */
function pathOf(width: number, height: number, isBlack: (x: number, y: number) => boolean): string {
  const bars: string[] = [];
  for (let y = 0; y < height; y += 1) {
    let start = -1;
    for (let x = 0; x <= width; x += 1) {
      const isOn = x < width && isBlack(x, y);
      if (isOn && start < 0) start = x;
      if (isOn || start < 0) continue;
      bars.push(`M${start} ${y}h${x - start}v1h${start - x}z`);
      start = -1;
    }
  }
  return bars.join('');
}
