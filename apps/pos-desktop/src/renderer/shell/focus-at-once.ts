/** As a `ref`: what has just appeared and waits for the cashier has the focus. */
export function focusAtOnce(element: HTMLElement | null): void {
  element?.focus();
}
