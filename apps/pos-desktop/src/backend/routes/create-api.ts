import { storageProblemOf } from '@jifen/platform';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { refuse } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { approvalRoutes } from './approval-routes.ts';
import { productRoutes, quoteRoutes, rewardRoutes, statisticsRoutes, stockRoutes } from './catalogue-routes.ts';
import { backupRoutes } from './backup-routes.ts';
import { changeRoutes } from './change-routes.ts';
import { noticeRoutes, parkedRoutes, settingRoutes } from './counter-routes.ts';
import { grantRoutes } from './grant-routes.ts';
import { lifeRoutes } from './life-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { paperRoutes, printerRoutes, printJobRoutes } from './paper-routes.ts';
import { redemptionRoutes } from './redemption-routes.ts';
import { receiptRoutes, saleRoutes } from './sale-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { drawerRoutes, shiftRoutes, shiftsRoutes } from './shift-routes.ts';
import { staffRoutes } from './staff-routes.ts';
import { stateRoutes } from './state-routes.ts';
import { demoRoutes, journalRoutes, syncRoutes } from './sync-routes.ts';

const MAX_BODY_BYTES = 64 * 1024;

/** The till's whole API: parse at the border, one call of a service, an answer. */
export function createApi(deps: ApiDeps) {
  const api = new Hono<ApiEnv>()
    .basePath('/api')
    .use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => refuse(c, { code: 'body_too_large' }) }))
    .route('/', stateRoutes(deps))
    .route('/session', sessionRoutes(deps))
    .route('/staff', staffRoutes(deps))
    .route('/approvals', approvalRoutes(deps))
    .route('/members', memberRoutes(deps))
    .route('/products', productRoutes(deps))
    .route('/rewards', rewardRoutes(deps))
    .route('/quote', quoteRoutes(deps))
    .route('/sales', saleRoutes(deps))
    .route('/receipts', receiptRoutes(deps))
    .route('/redemptions', redemptionRoutes(deps))
    .route('/grants', grantRoutes(deps))
    .route('/orders', orderRoutes(deps))
    .route('/stock', stockRoutes(deps))
    .route('/settings', settingRoutes(deps))
    .route('/parked', parkedRoutes(deps))
    .route('/notices', noticeRoutes(deps))
    .route('/shift', shiftRoutes(deps))
    .route('/shifts', shiftsRoutes(deps))
    .route('/drawer', drawerRoutes(deps))
    .route('/statistics', statisticsRoutes(deps))
    .route('/journal', journalRoutes(deps))
    .route('/papers', paperRoutes(deps))
    .route('/print-jobs', printJobRoutes(deps))
    .route('/printer', printerRoutes(deps))
    .route('/sync', syncRoutes(deps))
    .route('/life', lifeRoutes(deps))
    .route('/demo', demoRoutes(deps))
    .route('/backups', backupRoutes(deps))
    .route('/changes', changeRoutes(deps));
  api.notFound((c) => refuse(c, { code: 'not_found' }));
  api.onError((error, c) => refuseError(deps, error, c));
  return api;
}

/** Names a fault of the disk; what nobody foresaw is logged and answered without details. */
function refuseError({ logger }: ApiDeps, error: Error, c: Context) {
  if (error instanceof HTTPException && error.status < 500) return refuse(c, { code: 'malformed_request' });
  const problem = storageProblemOf(error);
  logger.error({ err: error, route: c.req.path, method: c.req.method }, 'a request failed');
  return refuse(c, problem ?? { code: 'internal_error' });
}
