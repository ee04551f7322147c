export const SCHEME = 'app';
export const PRIVILEGES = { standard: true, secure: true, supportFetchAPI: true, stream: true };
export const TILL_URL = `${SCHEME}://pos/`;
/** A paper on its way to the system's printer, for the hidden window that prints it. */
export const PAPER_URL = `${SCHEME}://paper/`;

const PAPER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
const PAPER_HEADERS = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAPER_POLICY };
type Till = { fetch(request: Request): Response | Promise<Response> };

/** Answers every request of `app:`: page and API of the till under one host, papers under another, nothing else. */
export function createSchemeHandler(till: Till, readPaper: (id: string) => string | undefined) {
  return async (request: Request): Promise<Response> => {
    const { host, pathname } = new URL(request.url);
    if (host === 'pos') return await till.fetch(request);
    const paper = host === 'paper' ? readPaper(pathname.slice(1)) : undefined;
    return paper === undefined ? new Response(null, { status: 404 }) : new Response(paper, { headers: PAPER_HEADERS });
  };
}
