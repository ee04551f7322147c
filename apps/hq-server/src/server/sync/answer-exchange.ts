import { err, ok, type Result } from '@jifen/core';
import { type ExchangeResponse, exchangeRequestSchema, MIN_PROTOCOL_VERSION, PROTOCOL_VERSION, responseIn } from '@jifen/sync';
import type { HqContext } from '../context.ts';
import type { TerminalRow } from '../store/terminal-store.ts';
import { exchange } from './exchange.ts';
import type { SyncProblem } from './sync-problem.ts';

/** One exchange of an authenticated terminal, from its parsed JSON to HQ's answer. */
export async function answerExchange(
  context: HqContext,
  terminal: TerminalRow,
  body: unknown,
): Promise<Result<Partial<ExchangeResponse>, SyncProblem>> {
  if (!isProtocolKnown(body)) return err(protocolProblem());
  const request = exchangeRequestSchema.safeParse(body);
  if (!request.success) return err(malformed(request.error.issues));
  const { branch, incarnation } = request.data.batch;
  const isOwn = (request.data.recovery?.branch ?? branch) === branch;
  if (branch !== terminal.branch_id || !isOwn) return err({ code: 'branch_mismatch' });
  const asking = { till: { branch, incarnation }, terminal: terminal.terminal_id, request: request.data, now: context.clock() };
  const answer = await exchange(context, { asking, request: request.data });
  return answer.ok ? ok(responseIn(request.data.protocol, answer.value)) : answer;
}

/** A request of another version may have any shape, so the version is looked at first. */
function isProtocolKnown(body: unknown): boolean {
  const protocol: unknown = typeof body === 'object' && body !== null && 'protocol' in body ? body.protocol : MIN_PROTOCOL_VERSION;
  return typeof protocol !== 'number' || (protocol >= MIN_PROTOCOL_VERSION && protocol <= PROTOCOL_VERSION);
}

function protocolProblem(): SyncProblem {
  const problem = { code: 'protocol_not_supported', least: MIN_PROTOCOL_VERSION, latest: PROTOCOL_VERSION } as const;
  return problem;
}

/** Says where it is malformed, without repeating what it held. */
export function malformed(issues: readonly { readonly path: readonly PropertyKey[]; readonly code: string }[]): SyncProblem {
  const problem = {
    code: 'malformed_request',
    issues: issues.slice(0, 20).map(({ path, code }) => ({ path: path.map(String).join('.'), code })),
  } as const;
  return problem;
}
