import { IconGift } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import classes from './reward-picture.module.css';

export type RewardPictureProps = {
  /** A path inside the face that shows it. */
  readonly url: string | null;
  /** Where the face lives: `/admin/`, `/m/`. */
  readonly base: string;
  readonly size: number;
};

/** The reward's picture in a box of fixed size; a sign where there is none or it does not load. */
export function RewardPicture({ url, base, size }: RewardPictureProps): ReactNode {
  const [brokenUrl, setBrokenUrl] = useState<string | null>(null);
  const isShown = url !== null && url !== '' && url !== brokenUrl;
  return (
    <span className={classes['box']} style={{ width: size, height: size }}>
      {isShown ? (
        <img src={`${base}${url.replace(/^\//, '')}`} alt="" loading="lazy" onError={() => setBrokenUrl(url)} />
      ) : (
        <IconGift size={size * 0.5} stroke={1.5} aria-hidden />
      )}
    </span>
  );
}
