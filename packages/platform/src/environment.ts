import { z } from 'zod';

/**
 * Reads configuration from `JIFEN_*` variables. A name that is not in `shape` is refused: a mistyped setting
 * must not be silently without effect.
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  env: Readonly<Record<string, string | undefined>>,
  shape: Shape,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name.startsWith('JIFEN_') && value !== undefined && value !== ''),
  );
  const parsed = z.strictObject(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(`configuration is wrong:\n${z.prettifyError(parsed.error)}`);
}
