import type { ReactNode } from 'react';

/** The chain's mark; beside it stands the name, so it says nothing itself. */
export function Mark({ size }: { readonly size: number }): ReactNode {
  return <img src={`${import.meta.env.BASE_URL}favicon.svg`} width={size} height={size} alt="" />;
}
