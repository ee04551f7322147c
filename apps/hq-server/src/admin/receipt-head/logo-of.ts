/** What the API keeps: rows of dots, the first in the highest bit of its byte, 1 is black; base64. */
export type Logo = { readonly widthDots: number; readonly heightDots: number; readonly bits: string };
export type Size = { readonly width: number; readonly height: number };
/** Four bytes a pixel: red, green, blue, opacity. */
export type Pixels = Size & { readonly data: ArrayLike<number> };

const MOST: Size = { width: 384, height: 160 };
const WHITE = 255;
const MIDDLE = 128;

/** As large as paper takes it, never larger than it is; the width in whole bytes. */
export function logoSizeOf({ width, height }: Size): Size {
  const scale = Math.min(1, MOST.width / width, MOST.height / height);
  return { width: Math.max(8, Math.floor((width * scale) / 8) * 8), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * A picture in black and white. Greys become patterns of dots by error diffusion: each pixel's rounding error goes on to its neighbours
 * (Floyd and Steinberg, 1976). What is transparent is paper.
 */
export function logoOf({ width, height, data }: Pixels): Logo {
  const light = Float64Array.from({ length: width * height }, (_, i) => lightOf(data, i * 4));
  const bytes = new Uint8Array((width / 8) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const wanted = light[at] ?? WHITE;
      const isBlack = wanted < MIDDLE;
      if (isBlack) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (x & 7));
      const error = wanted - (isBlack ? 0 : WHITE);
      const spread = (dx: number, dy: number, sixteenths: number): void => {
        const [nextX, nextY] = [x + dx, y + dy];
        if (nextX < 0 || nextX >= width || nextY >= height) return;
        const next = nextY * width + nextX;
        light[next] = (light[next] ?? WHITE) + (error * sixteenths) / 16;
      };
      spread(1, 0, 7);
      spread(-1, 1, 3);
      spread(0, 1, 5);
      spread(1, 1, 1);
    }
  }
  return { widthDots: width, heightDots: height, bits: btoa(String.fromCodePoint(...bytes)) };
}

/** The dots as pixels, to show what will be printed. */
export function pixelsOf({ widthDots: width, heightDots: height, bits }: Logo): Pixels & { readonly data: Uint8ClampedArray<ArrayBuffer> } {
  const bytes = Uint8Array.from(atob(bits), (char) => char.codePointAt(0) ?? 0);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    const isBlack = ((bytes[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0;
    data.fill(isBlack ? 0 : WHITE, at * 4, at * 4 + 3);
    data[at * 4 + 3] = WHITE;
  }
  return { width, height, data };
}

/** Lightness as the eye weighs the colours (ITU-R BT.601), over white paper. */
function lightOf(data: ArrayLike<number>, i: number): number {
  const [red = 0, green = 0, blue = 0, opacity = WHITE] = [data[i], data[i + 1], data[i + 2], data[i + 3]];
  const light = 0.299 * red + 0.587 * green + 0.114 * blue;
  return WHITE - ((WHITE - light) * opacity) / WHITE;
}
