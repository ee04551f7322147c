import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { KeyLayer } from '../keys/keys-provider.tsx';
import classes from './curtain.module.css';

/**
 * Hangs over the whole page, dialogs included: what lies under it stays as it is and can be neither seen nor reached. The
 * browser's own modal dialog does that, and gives the focus back where it was.
 */
export function Curtain({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    const under = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      requestAnimationFrame(() => giveFocusBack(under));
    };
  }, []);
  return (
    <dialog ref={ref} className={classes['curtain']} aria-label={label} onCancel={(event) => event.preventDefault()}>
      <KeyLayer isCurtain>{children}</KeyLayer>
    </dialog>
  );
}

/** The dialog gave the focus back, but its own caret went with it: a field would hear keys and type nothing. */
function giveFocusBack(element: Element | null): void {
  const isStill = document.activeElement === element || document.activeElement === document.body;
  if (!(element instanceof HTMLElement) || !element.isConnected || !isStill) return;
  element.blur();
  element.focus();
}
