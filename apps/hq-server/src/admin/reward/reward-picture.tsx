import { IconGift } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import classes from './reward-picture.module.css';

/** The reward's picture in a box of fixed size; a sign where there is none or it does not load. */
export function RewardPicture({ url, size }: { readonly url: string | null; readonly size: number }): ReactNode {
  const [brokenUrl, setBrokenUrl] = useState<string | null>(null);
  const isShown = url !== null && url !== '' && url !== brokenUrl;
  return (
    <span className={classes['box']} style={{ width: size, height: size }}>
      {isShown ? (
        <img src={url} alt="" loading="lazy" onError={() => setBrokenUrl(url)} />
      ) : (
        <IconGift size={size * 0.5} stroke={1.5} aria-hidden />
      )}
    </span>
  );
}
