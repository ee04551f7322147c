import { z } from '@hono/zod-openapi';

export const branchSchema = z
  .object({ id: z.string(), name: z.string(), address: z.string(), contact: z.string(), openingHours: z.string(), promotions: z.string() })
  .openapi('Branch');
