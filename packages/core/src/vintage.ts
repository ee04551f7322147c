import type { Brand } from './brand.ts';

/** The month at whose end points expire (`YYYY-MM`), or `never`. Points of one vintage are alike. */
export type Vintage = Brand<string, 'Vintage'>;
