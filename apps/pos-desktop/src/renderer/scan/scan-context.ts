import { createFilledContext } from '@jifen/ui';
import { useEffect, useRef } from 'react';
import type { Beep } from './beeper.ts';
import type { ReadCode } from './read-code.ts';
import type { ScanBus, ScanTaker } from './scan-bus.ts';

/** What a person reads and hears about a scan: the key of the sentence under `scan`, and what it names. */
export type ScanNotice = { readonly beep: Beep; readonly key: string; readonly values?: Readonly<Record<string, string>> };

export type Scanning = { readonly bus: ScanBus; readonly say: (notice: ScanNotice | null) => void };

export const [ScanContextProvider, useScanning] = createFilledContext<Scanning>('scans need ScanProvider around them');

/** Takes scans while this is on the screen; `taker` answers whether the code is its business. */
export function useScans(taker: ScanTaker, isWanted = true): void {
  const { bus } = useScanning();
  const latest = useRef(taker);
  useEffect(() => {
    latest.current = taker;
  });
  useEffect(() => (isWanted ? bus.bind((code) => latest.current(code)) : undefined), [bus, isWanted]);
}

/** Opens the screen that deals with a code which nobody here takes. */
export function useScanRouter(router: (code: ReadCode) => void): void {
  const { bus } = useScanning();
  const latest = useRef(router);
  useEffect(() => {
    latest.current = router;
  });
  useEffect(() => bus.route((code) => latest.current(code)), [bus]);
}
