import type { Context } from 'hono';
import { z } from 'zod';

const bindings = z.object({ incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }) });

/** The address that the connection comes from. Forwarding headers are not believed: anybody can write them. */
export function clientAddressOf(c: Pick<Context, 'env'>): string {
  const parsed = bindings.safeParse(c.env);
  return parsed.success ? parsed.data.incoming.socket.remoteAddress : 'local';
}
