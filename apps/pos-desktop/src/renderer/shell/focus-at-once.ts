/**
 * As a `ref`: what has just appeared and waits for the cashier has the focus; under a curtain that is still to open, once it
 * opens. In a panel the focus stays there, too: Mantine's trap would move it to the first button, which closes the panel.
 */
export function focusAtOnce(element: HTMLElement | null): void {
  if (element === null) return;
  element.setAttribute('data-autofocus', '');
  element.focus();
  if (document.activeElement !== element) element.setAttribute('autofocus', '');
}
