/** One JSON call of HQ's or a till's API; refusals throw with their code. */
export type CallApi = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<unknown>;

export function apiAt(url: string, token?: string): CallApi {
  return async (method, path, body) => {
    const headers = new Headers(token === undefined ? {} : { authorization: `Bearer ${token}` });
    if (body !== undefined) headers.set('content-type', 'application/json');
    const response = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was refused with ${response.status}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
}
