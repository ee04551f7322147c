import { useState, type ReactNode } from 'react';
import type { FreshTill } from '../api/model.ts';
import { EnrolScreen } from './enrol-screen.tsx';
import { RestoreScreen } from './restore-screen.tsx';

export type BeginScreenProps = {
  readonly till: FreshTill;
  /** This machine is a till now, or its state is to be read again. */
  readonly onChanged: () => void;
};

/**
 * A machine without a till's data: copies are offered first, where there may be any; else it is enrolled. A disk that is plugged in while
 * somebody types a code takes nothing from under their hands.
 */
export function BeginScreen({ till, onChanged }: BeginScreenProps): ReactNode {
  const hasChoice = till.isKnown || till.backups.length > 0;
  const [isEnrolling, setEnrolling] = useState(!hasChoice);
  if (hasChoice && !isEnrolling) return <RestoreScreen till={till} onChanged={onChanged} onEnrol={() => setEnrolling(true)} />;
  return <EnrolScreen hqUrl={till.hqUrl} onEnrolled={onChanged} {...(hasChoice ? { onBack: () => setEnrolling(false) } : {})} />;
}
