import { useRef, useState, type RefObject } from 'react';
import type { Alias, Product } from '../api/model.ts';
import { useKeys } from '../keys/use-keys.ts';
import { splitPayment } from '../payment/payment.ts';
import { useScanning, useScans } from '../scan/scan-context.ts';
import type { ScanBus } from '../scan/scan-bus.ts';
import { addProduct } from './draft.ts';
import { quantityOf, timesOf } from './scan.ts';
import { useCodes, type WantedCode } from './use-codes.ts';
import { useDesk, type Desk } from './use-desk.ts';

export type CounterWork = {
  readonly desk: Desk;
  readonly fields: Fields;
  readonly panels: Panels;
  readonly chooseMember: (memberId: string) => void;
  readonly lookUp: (wanted: WantedCode) => void;
  readonly bus: ScanBus;
};

/** The desk with what keys and scanner do to it. `text` is what stands in the scan field. */
export function useCounterWork(text: string, setText: (text: string) => void): CounterWork {
  const desk = useDesk();
  const { counter, mode, setMode, act } = desk;
  const { bus } = useScanning();
  const fields = useFields();
  const panels = usePanels(desk, fields);
  const chooseMember = (memberId: string): void => panels.setWho(memberId, null);
  const lookUp = useCodes({
    onProduct: (product: Product, quantity) => counter.update((now) => addProduct(now, product, quantity)),
    onMember: chooseMember,
    onError: counter.showError,
  });

  useScans((code) => {
    if (code.kind === 'grant') panels.setGrant(code.text);
    else if (code.kind === 'code') {
      // The next customer's things begin the next customer.
      if (counter.finished !== null) counter.next();
      const times = timesOf(text);
      if (times !== undefined) setText('');
      lookUp({ ...code, quantity: quantityOf(times ?? '1') });
    } else return false;
    return true;
  });
  useKeys(
    {
      field: () => fields.scanRef.current?.focus(),
      member: panels.search.start,
      noMember: () => panels.setWho(null, null),
      register: () => panels.setRegistering(''),
      grant: () => panels.setGrant(''),
      mode: () => setMode(mode === 'sale' ? 'redeem' : 'sale'),
      act,
      back: mode === 'redeem' ? () => setMode('sale') : panels.search.leave,
      method: desk.nextMethod,
      ...(mode === 'sale'
        ? {
            received: () => fields.receivedRef.current?.focus(),
            split: () => counter.update((now) => ({ ...now, payment: splitPayment(now.payment) })),
          }
        : {}),
    },
    counter.finished === null,
  );
  return { desk, fields, panels, chooseMember, lookUp, bus };
}

export type Fields = Readonly<Record<'scanRef' | 'searchRef' | 'receivedRef', RefObject<HTMLInputElement | null>>>;

/** The fields that keys jump to. */
function useFields(): Fields {
  return {
    scanRef: useRef<HTMLInputElement>(null),
    searchRef: useRef<HTMLInputElement>(null),
    receivedRef: useRef<HTMLInputElement>(null),
  };
}

export type Panels = {
  readonly search: { readonly isOn: boolean; readonly start: () => void; readonly leave: () => void };
  /** What was searched for and is to be registered; null: nobody is. */
  readonly registering: string | null;
  readonly setRegistering: (typed: string | null) => void;
  /** What was scanned of a grant, empty while it is still to be; null: nobody brings one. */
  readonly grant: string | null;
  readonly setGrant: (scanned: string | null) => void;
  readonly setWho: (memberId: string | null, alias: Alias | null) => void;
};

/** What comes in between at the counter, and goes again. */
function usePanels({ setWho }: Desk, { scanRef, searchRef }: Fields): Panels {
  const [isOn, setOn] = useState(false);
  const [registering, setRegistering] = useState<string | null>(null);
  const [grant, setGrant] = useState<string | null>(null);
  function leave(): void {
    setOn(false);
    scanRef.current?.focus();
  }
  function start(): void {
    setOn(true);
    searchRef.current?.focus();
  }
  return {
    search: { isOn, start, leave },
    registering,
    setRegistering,
    grant,
    setGrant,
    setWho: (memberId, alias) => {
      setWho(memberId, alias);
      setRegistering(null);
      setGrant(null);
      leave();
    },
  };
}
