import { Hono } from 'hono';
import { z } from 'zod';
import { findMembers } from '../service/find-members.ts';
import { findMemberView } from '../service/member-view.ts';
import { registerMember } from '../service/register-member.ts';
import { bindCard, changeMemberStatus, updateMember } from '../service/update-member.ts';
import { answer, answerFound } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { cardNumber, changedProfile, eventId, memberId, newMemberId, newProfile, password, text } from './input.ts';
import { requireActor } from './require.ts';
import { json, param, query } from './validate.ts';

const ofMember = z.object({ id: memberId });
const newMember = z.object({
  id: newMemberId,
  ...newProfile,
  cardNumber: cardNumber.nullable().default(null),
  password: password.nullable().default(null),
});
const newCard = z.object({ id: eventId, cardNumber: cardNumber.nullable(), replaces: cardNumber.nullable().default(null) });

export function memberRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .get('/', query(z.object({ q: text(100).default('') })), (c) => c.json({ items: findMembers(c.var.till, c.req.valid('query').q) }, 200))
    .get('/:id', param(ofMember), (c) => answerFound(c, findMemberView(c.var.till, c.req.valid('param').id)))
    .post('/', json(newMember), async (c) => answer(c, await registerMember(c.var.till, c.var.actor, c.req.valid('json'))))
    .patch(
      '/:id',
      param(ofMember),
      json(z.object({ id: eventId, ...changedProfile, password: password.nullable().default(null) })),
      async (c) => answer(c, await updateMember(c.var.till, c.var.actor, { ...c.req.valid('json'), memberId: c.req.valid('param').id })),
    )
    .post('/:id/cards', param(ofMember), json(newCard), async (c) =>
      answer(c, await bindCard(c.var.till, c.var.actor, { ...c.req.valid('json'), memberId: c.req.valid('param').id })),
    )
    .post('/:id/status', param(ofMember), json(z.object({ id: eventId, isActive: z.boolean() })), (c) =>
      answer(c, changeMemberStatus(c.var.till, c.var.actor, { ...c.req.valid('json'), memberId: c.req.valid('param').id })),
    );
}
