import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { KeyLayer } from '../keys/keys-provider.tsx';
import classes from './curtain.module.css';

/**
 * Hangs over the whole page, dialogs included: what lies under it stays as it is and can be neither seen nor reached. The
 * browser's own modal dialog does that.
 */
export function Curtain({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} className={classes['curtain']} aria-label={label} onCancel={(event) => event.preventDefault()}>
      <KeyLayer isCurtain>{children}</KeyLayer>
    </dialog>
  );
}
