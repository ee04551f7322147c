import { pixelsOf, type Logo } from './logo-of.ts';

/** The picture as the address of an image; null where the browser draws nothing. */
export function drawLogo(logo: Logo): string | null {
  const { data, width, height } = pixelsOf(logo);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas.toDataURL('image/png');
}
