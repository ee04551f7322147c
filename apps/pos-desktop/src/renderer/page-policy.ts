import { readStyleNonce } from '@jifen/ui';

declare global {
  interface Window {
    readonly trustedTypes?: { createPolicy(name: 'default', policy: { createHTML(text: string): string | null }): unknown };
  }
}

/**
 * Lets the page do what its headers leave open: texts without any markup may become the content of an element (the theme sets style
 * sheets in this way), and the scroll lock of dialogs learns the nonce of style elements. A browser without trusted types ignores them.
 */
export function applyPagePolicy(page: Window): void {
  page.trustedTypes?.createPolicy('default', { createHTML: (text) => (text.includes('<') ? null : text) });
  Object.assign(page, { __webpack_nonce__: readStyleNonce() });
}
