import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMember } from '../member/queries.ts';

export type OwnerLineProps = { readonly memberId: string; readonly points: string };

/** Whose document it is, so that nobody's points are taken back by mistake; a person who was erased has no name any more. */
export function OwnerLine({ memberId, points }: OwnerLineProps): ReactNode {
  const member = useMember(memberId);
  return <Text className="jifen-number">{[...(member.isError ? [] : [member.data?.name ?? '…']), points].join(' · ')}</Text>;
}
