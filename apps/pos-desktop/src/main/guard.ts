import type { App, Event, Session } from 'electron';
import { SCHEME, TILL_URL } from './till-scheme.ts';

const refuse = (event: Event) => event.preventDefault();
const refuseOthers = (event: Event<{ readonly url: string }>) => (event.url === TILL_URL ? undefined : event.preventDefault());

/** No page goes elsewhere, opens a window or embeds another; the till's own may load itself again. */
export function guardContents(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', refuseOthers);
    contents.on('will-frame-navigate', refuseOthers);
    contents.on('will-redirect', refuse);
    contents.on('will-attach-webview', refuse);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** No permission, no device, no download, and no request but to the till itself: only the backend speaks to HQ. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', refuse);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: ![`${SCHEME}:`, 'devtools:'].includes(new URL(url).protocol) }));
}
