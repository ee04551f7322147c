import { StateBadge, type Tone } from '@jifen/ui';
import { IconAlertTriangle, IconCircleCheck, IconClock, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shift } from './queries.ts';

export const verdictLooks: Readonly<Record<'confirmed' | 'contradicted' | 'unknown', { readonly tone: Tone; readonly icon: Icon }>> = {
  confirmed: { tone: 'good', icon: IconCircleCheck },
  contradicted: { tone: 'bad', icon: IconAlertTriangle },
  unknown: { tone: 'waiting', icon: IconClock },
};

/** What HQ's own sums say of the Z report; an open shift has none. */
export function VerdictBadge({ shift: { verdict, closedAt } }: { readonly shift: Pick<Shift, 'verdict' | 'closedAt'> }): ReactNode {
  const { t } = useTranslation();
  if (closedAt === null) return '—';
  const look = verdict ?? 'unknown';
  return (
    <StateBadge tone={verdictLooks[look].tone} icon={verdictLooks[look].icon}>
      {t(`shift.verdicts.${look}`)}
    </StateBadge>
  );
}
