import type { MiddlewareHandler } from 'hono';
import type { Caller, MemberCaller, StaffCaller } from '../service/caller.ts';
import { isPermitted, type Operation, PERMISSIONS, type Role } from '../service/permission.ts';
import type { HqProblem } from '../service/problem.ts';
import { checkToken } from '../service/session.ts';
import { refuse } from './answer.ts';
import type { ApiEnv } from './env.ts';

type Signed<C> = { Variables: ApiEnv['Variables'] & { caller: C; token: string; expiresAt: number } };

/** Lets staff through whom the table of permissions allows this. */
export function permitStaff(operationId: Operation): MiddlewareHandler<Signed<StaffCaller>> {
  return async (c, next) => {
    const checked = await checkCaller(c.var.context, c.req.header('authorization'), operationId);
    if (checked.kind === 'refused') return refuse(c, checked.problem);
    if (checked.caller.kind !== 'staff') return refuse(c, { code: 'not_permitted' });
    c.set('caller', checked.caller);
    c.set('token', checked.token);
    c.set('expiresAt', checked.expiresAt);
    await next();
    return undefined;
  };
}

/** Lets members through, each to their own record. */
export function permitMember(operationId: Operation): MiddlewareHandler<Signed<MemberCaller>> {
  return async (c, next) => {
    const checked = await checkCaller(c.var.context, c.req.header('authorization'), operationId);
    if (checked.kind === 'refused') return refuse(c, checked.problem);
    if (checked.caller.kind !== 'member') return refuse(c, { code: 'not_permitted' });
    c.set('caller', checked.caller);
    c.set('token', checked.token);
    c.set('expiresAt', checked.expiresAt);
    await next();
    return undefined;
  };
}

/** What an operation's document says about who may call it; spread into its route. */
export function operation<Name extends Operation>(operationId: Name, tag: string) {
  const permission = PERMISSIONS[operationId];
  const roles = (['hq_admin', 'branch_manager', 'member'] as const).filter((role: Role) => permission[role] !== 'none');
  const isOpen = permission.nobody !== 'none';
  return {
    operationId,
    tags: [tag],
    security: isOpen ? [] : [{ session: [] }],
    description: isOpen ? 'Open to everybody.' : `Roles: ${roles.map((role) => `${role} (${permission[role]})`).join(', ')}.`,
  };
}

type Checked =
  | { readonly kind: 'caller'; readonly caller: Caller; readonly token: string; readonly expiresAt: number }
  | { readonly kind: 'refused'; readonly problem: HqProblem };

async function checkCaller(context: ApiEnv['Variables']['context'], header: string | undefined, operationId: Operation): Promise<Checked> {
  const token = /^Bearer ([\w-]{1,128})$/i.exec(header ?? '')?.[1];
  if (token === undefined) return { kind: 'refused', problem: { code: 'not_signed_in' } };
  const credential = await checkToken(context, token);
  if (credential.kind === 'unknown') return { kind: 'refused', problem: { code: 'not_signed_in' } };
  if (credential.kind === 'expired') return { kind: 'refused', problem: { code: 'session_expired' } };
  const { caller, expiresAt } = credential;
  const isAllowed = isPermitted(caller.role, operationId);
  return isAllowed ? { kind: 'caller', caller, token, expiresAt } : { kind: 'refused', problem: { code: 'not_permitted' } };
}
