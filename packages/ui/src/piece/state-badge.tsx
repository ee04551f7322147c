import { Badge } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';

export type Tone = 'good' | 'waiting' | 'bad' | 'neutral';

export type StateBadgeProps = {
  readonly tone: Tone;
  readonly icon: ComponentType<{ readonly size?: number; readonly 'aria-hidden'?: boolean }>;
  readonly children: ReactNode;
};

const colorByTone = { good: 'jade', waiting: 'amber', bad: 'red', neutral: 'gray' } as const;

/** A state in colour, icon and words, so that colour is never the only sign. */
export function StateBadge({ tone, icon: Icon, children }: StateBadgeProps): ReactNode {
  return (
    <Badge variant="light" color={colorByTone[tone]} size="lg" tt="none" fw={600} leftSection={<Icon size={16} aria-hidden />}>
      {children}
    </Badge>
  );
}
