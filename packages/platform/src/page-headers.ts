const SELF = "'self'";
const NONE = "'none'";

/**
 * The security headers of every page, as Hono's `secureHeaders` takes them: pages run their own scripts and talk to their own server,
 * nothing else. Mantine sets styles on elements.
 */
export function pageHeaders() {
  return {
    contentSecurityPolicy: {
      defaultSrc: [NONE],
      scriptSrc: [SELF],
      styleSrc: [SELF, "'unsafe-inline'"],
      imgSrc: [SELF, 'data:'],
      fontSrc: [SELF],
      connectSrc: [SELF],
      manifestSrc: [SELF],
      baseUri: [NONE],
      formAction: [NONE],
      frameAncestors: [NONE],
      objectSrc: [NONE],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
  };
}
