import { useMemo, type ReactNode } from 'react';
import classes from './grant.module.css';
import { qrMatrixOf } from './qr-matrix.ts';

export type QrCodeProps = { readonly text: string; readonly label: string };

/** A QR code as wide as its place, dark on light in either theme. */
export function QrCode({ text, label }: QrCodeProps): ReactNode {
  const { size, path } = useMemo(() => qrMatrixOf(text), [text]);
  return (
    <svg className={classes['code']} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
