import { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './env.ts';
import { branchRoutes } from './branch-routes.ts';
import { refuseMalformed } from './http-shell.ts';
import { memberRoutes } from './member-routes.ts';
import { meRoutes } from './me-routes.ts';
import { productRoutes } from './product-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { rewardRoutes } from './reward-routes.ts';
import { ruleRoutes } from './rule-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { staffRoutes } from './staff-routes.ts';
import { terminalRoutes } from './terminal-routes.ts';

/** Every operation of the API, chained so that the type knows them all. */
export function apiRoutes() {
  const routes = new OpenAPIHono<ApiEnv>({ defaultHook: refuseMalformed })
    .route('/', sessionRoutes())
    .route('/', branchRoutes())
    .route('/', terminalRoutes())
    .route('/', memberRoutes())
    .route('/', productRoutes())
    .route('/', rewardRoutes())
    .route('/', ruleRoutes())
    .route('/', staffRoutes())
    .route('/', reportRoutes())
    .route('/', meRoutes());
  routes.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'http',
    scheme: 'bearer',
    description: 'The token that a sign-in answered. Role and branch follow from it and from nothing else.',
  });
  return routes;
}
