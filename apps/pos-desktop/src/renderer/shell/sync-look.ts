import type { Tone } from '@jifen/ui';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClockExclamation,
  IconCloudOff,
  IconHelpCircle,
  IconPlugConnectedX,
  IconRefresh,
  IconShieldX,
  IconWifiOff,
  type Icon,
} from '@tabler/icons-react';
import type { SyncState } from '../api/model.ts';

export type SyncLook = { readonly tone: Tone; readonly icon: Icon };

/** Each state has a sign of its own, so that colour is never needed to tell them apart. */
export const syncLooks: Readonly<Record<SyncState | 'clock_wrong' | 'unknown', SyncLook>> = {
  online: { tone: 'good', icon: IconCircleCheck },
  syncing: { tone: 'good', icon: IconRefresh },
  hq_unreachable: { tone: 'waiting', icon: IconCloudOff },
  network_down: { tone: 'waiting', icon: IconWifiOff },
  line_cut: { tone: 'waiting', icon: IconPlugConnectedX },
  refused: { tone: 'bad', icon: IconShieldX },
  error: { tone: 'bad', icon: IconAlertTriangle },
  clock_wrong: { tone: 'bad', icon: IconClockExclamation },
  unknown: { tone: 'neutral', icon: IconHelpCircle },
};
