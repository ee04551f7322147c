import { logoOf, logoSizeOf, type Logo } from './logo-of.ts';

/** Reads a picture that was chosen from the disk; null when it is none that the browser knows. */
export async function readLogo(file: File): Promise<Logo | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null || picture.width === 0 || picture.height === 0) return null;
  const { width, height } = logoSizeOf(picture);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  return logoOf(context.getImageData(0, 0, width, height));
}
