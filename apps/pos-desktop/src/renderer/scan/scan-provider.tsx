import { Alert, CloseButton } from '@mantine/core';
import { IconBarcodeOff } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { CURTAIN_LAYER } from '../keys/key-desk.ts';
import { useKeyDesk } from '../keys/use-keys.ts';
import { useSettings } from '../settings/queries.ts';
import { createBeeper } from './beeper.ts';
import { listenToScanner } from './listen-to-scanner.ts';
import { readCode } from './read-code.ts';
import { createScanBus } from './scan-bus.ts';
import { ScanContextProvider, type ScanNotice, type Scanning } from './scan-context.ts';
import classes from './scan.module.css';

/** The same code again so soon is the scanner's trigger held too long. */
const TWICE_MS = 300;
const NOTICE_MS = 10_000;
const READ_MS = 1_500;

/** Hears the scanner on every screen, and says so when nothing came of it. */
export function ScanProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { desk } = useKeyDesk();
  const { scanner } = useSettings();
  const rules = useRef(scanner);
  useEffect(() => {
    rules.current = scanner;
  }, [scanner]);
  const [notice, setNotice] = useState<ScanNotice | null>(null);
  const scanning = useMemo(() => scanningWith(setNotice), []);

  useEffect(() => {
    const { bus, say } = scanning;
    let last = { text: '', at: Number.NEGATIVE_INFINITY };
    return listenToScanner({
      rules: () => rules.current,
      cover: () => {
        const top = desk.topLayer();
        return top === 0 ? 'nothing' : top < CURTAIN_LAYER ? 'dialog' : 'curtain';
      },
      onRefused: (reason) => say({ beep: 'refused', key: `refused.${reason}` }),
      onScan: (text, at) => {
        const isTwice = text === last.text && at - last.at < TWICE_MS;
        last = { text, at };
        if (isTwice) return say({ beep: 'twice', key: 'twice' });
        say(null);
        const code = readCode(text);
        if (code.kind === 'foreign' || code.kind === 'payment_code') return say({ beep: 'unknown', key: code.kind });
        if (code.kind === 'unknown') return say({ beep: 'unknown', key: 'unknown', values: { text: code.text } });
        return bus.deliver(code);
      },
    });
  }, [desk, scanning]);

  useEffect(() => {
    if (notice === null) return undefined;
    const shownAt = performance.now();
    const hide = (): void => setNotice(null);
    // Whoever goes on working has read it.
    const onKeyDown = (): void => {
      if (performance.now() - shownAt > READ_MS) hide();
    };
    const timer = window.setTimeout(hide, NOTICE_MS);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [notice]);

  return (
    <ScanContextProvider value={scanning}>
      {children}
      {notice !== null && <Notice notice={notice} onClose={() => setNotice(null)} />}
    </ScanContextProvider>
  );
}

function scanningWith(show: (notice: ScanNotice | null) => void): Scanning {
  const beep = createBeeper(() => new AudioContext());
  return {
    bus: createScanBus(),
    say: (notice) => {
      if (notice !== null) beep(notice.beep);
      show(notice);
    },
  };
}

/** Over everything and in nobody's way: nothing moves, and the focus stays. */
function Notice({ notice, onClose }: { readonly notice: ScanNotice; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  // A modal dialog lies over the rest of the page, so that only what stands inside it is seen.
  const place = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  return createPortal(
    <Alert role="alert" color="amber" variant="filled" className={classes['notice'] ?? ''}>
      <div className={classes['line']}>
        <IconBarcodeOff size={24} className={classes['sign'] ?? ''} aria-hidden />
        <span className={classes['words']}>{t(`scan.${notice.key}`, notice.values ?? {})}</span>
        <CloseButton size={48} variant="transparent" className={classes['close'] ?? ''} aria-label={t('shared.close')} onClick={onClose} />
      </div>
    </Alert>,
    place,
  );
}
