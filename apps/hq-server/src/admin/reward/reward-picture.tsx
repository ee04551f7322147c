import { RewardPicture as Picture } from '@jifen/ui';
import type { ReactNode } from 'react';

/** The pictures are part of each face's build, below its own base. */
export function RewardPicture({ url, size }: { readonly url: string | null; readonly size: number }): ReactNode {
  return <Picture url={url} size={size} base={import.meta.env.BASE_URL} />;
}
