const DIGITS = 6;

/** Six digits that nobody thought of; `bytes` fills an array with chance. A sequence or a repeat is drawn again. */
export function randomPin(bytes: (into: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  for (;;) {
    // 250 is the largest multiple of ten in a byte: above it some digits would come more often.
    const digits = [...bytes(new Uint8Array(DIGITS * 4))].filter((byte) => byte < 250).map((byte) => byte % 10);
    const pin = digits.slice(0, DIGITS);
    const steps = new Set(pin.slice(1).map((digit, i) => digit - (pin[i] ?? 0)));
    if (pin.length === DIGITS && steps.size > 2) return pin.join('');
  }
}
