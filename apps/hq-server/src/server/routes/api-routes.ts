import { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './env.ts';
import { branchRoutes } from './branch-routes.ts';
import { grantRoutes } from './grant-routes.ts';
import { refuseMalformed } from './http-shell.ts';
import { incarnationRoutes } from './incarnation-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { meRoutes } from './me-routes.ts';
import { noticeRoutes } from './notice-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { personRoutes } from './person-routes.ts';
import { productRoutes } from './product-routes.ts';
import { receiptRoutes } from './receipt-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { rewardRoutes } from './reward-routes.ts';
import { ruleRoutes } from './rule-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { settingRoutes } from './setting-routes.ts';
import { shiftRoutes } from './shift-routes.ts';
import { staffRoutes } from './staff-routes.ts';
import { terminalRoutes } from './terminal-routes.ts';

/** Every room of the API. The type names them one by one: written out as one, it is longer than the compiler writes down. */
type Parts = readonly [
  typeof sessionRoutes,
  typeof branchRoutes,
  typeof terminalRoutes,
  typeof incarnationRoutes,
  typeof memberRoutes,
  typeof personRoutes,
  typeof productRoutes,
  typeof rewardRoutes,
  typeof ruleRoutes,
  typeof settingRoutes,
  typeof staffRoutes,
  typeof receiptRoutes,
  typeof reportRoutes,
  typeof meRoutes,
  typeof grantRoutes,
  typeof orderRoutes,
  typeof shiftRoutes,
  typeof noticeRoutes,
];
const PARTS: Parts = [
  sessionRoutes,
  branchRoutes,
  terminalRoutes,
  incarnationRoutes,
  memberRoutes,
  personRoutes,
  productRoutes,
  rewardRoutes,
  ruleRoutes,
  settingRoutes,
  staffRoutes,
  receiptRoutes,
  reportRoutes,
  meRoutes,
  grantRoutes,
  orderRoutes,
  shiftRoutes,
  noticeRoutes,
];

type SchemaOf<Part> = Part extends () => OpenAPIHono<ApiEnv, infer Schema, string> ? Schema : never;
type SchemaOfAll<All extends readonly unknown[]> = All extends readonly [infer First, ...infer Rest]
  ? SchemaOf<First> & SchemaOfAll<Rest>
  : unknown;

/** Every operation of the API, in a type that knows them all. */
export function apiRoutes(): OpenAPIHono<ApiEnv, SchemaOfAll<Parts> & object>;
export function apiRoutes(): OpenAPIHono<ApiEnv> {
  const routes = new OpenAPIHono<ApiEnv>({ defaultHook: refuseMalformed });
  for (const part of PARTS) routes.route('/', part());
  routes.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'http',
    scheme: 'bearer',
    description: 'The token that a sign-in answered. Role and branch follow from it and from nothing else.',
  });
  return routes;
}
