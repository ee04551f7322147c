import { useEffect, useRef } from 'react';
import { chordOf } from '../keys/chord.ts';
import { isComposing } from '../keys/listen-to-keys.ts';

/** The next key that has a name goes to `onChord` instead of doing anything; Escape goes to `onCancel`. */
export function useKeyCapture(isOn: boolean, onChord: (chord: string) => void, onCancel: () => void): void {
  const latest = useRef({ onChord, onCancel });
  useEffect(() => {
    latest.current = { onChord, onCancel };
  });
  useEffect(() => {
    if (!isOn) return undefined;
    function onKeyDown(event: KeyboardEvent): void {
      if (isComposing(event)) return;
      const chord = chordOf(event);
      event.preventDefault();
      event.stopImmediatePropagation();
      if (chord === 'Escape') latest.current.onCancel();
      else if (chord !== null && !event.repeat) latest.current.onChord(chord);
    }
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [isOn]);
}
