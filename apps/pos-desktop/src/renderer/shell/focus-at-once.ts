/** As a `ref`: what has just appeared and waits for the cashier has the focus; under a curtain that is still to open, once it opens. */
export function focusAtOnce(element: HTMLElement | null): void {
  if (element === null) return;
  element.focus();
  if (document.activeElement !== element) element.setAttribute('autofocus', '');
}
