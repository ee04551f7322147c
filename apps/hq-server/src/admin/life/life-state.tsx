import { StateBadge, type Tone } from '@jifen/ui';
import { IconAlertTriangle, IconCircleCheck, IconCircleOff, IconHourglass, IconSnowflake, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Life } from './queries.ts';

const LOOK: Readonly<Record<Life['state'], { readonly tone: Tone; readonly icon: Icon }>> = {
  active: { tone: 'good', icon: IconCircleCheck },
  draining: { tone: 'waiting', icon: IconHourglass },
  in_doubt: { tone: 'bad', icon: IconAlertTriangle },
  forked: { tone: 'bad', icon: IconAlertTriangle },
  frozen: { tone: 'bad', icon: IconSnowflake },
  closed: { tone: 'neutral', icon: IconCircleOff },
  written_off: { tone: 'neutral', icon: IconCircleOff },
};

export function LifeState({ state }: { readonly state: Life['state'] }): ReactNode {
  const { t } = useTranslation();
  return (
    <StateBadge tone={LOOK[state].tone} icon={LOOK[state].icon}>
      {t(`life.is.${state}`)}
    </StateBadge>
  );
}
