import { createContext, useContext, useEffect } from 'react';

/** How many dialogs lie over the drawer, and how one says that it opened and closed. */
export type DialogCount = { readonly open: number; readonly change: (by: 1 | -1) => void };

export const DialogCountContext = createContext<DialogCount>({ open: 0, change: () => undefined });

/** Counts a dialog for as long as it is open, so that Escape closes it and not the drawer below as well. */
export function useCountedDialog(isOpen: boolean): void {
  const { change } = useContext(DialogCountContext);
  useEffect(() => {
    if (!isOpen) return undefined;
    change(1);
    return () => change(-1);
  }, [isOpen, change]);
}
