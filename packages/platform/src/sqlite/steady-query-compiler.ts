import { SqliteQueryCompiler } from 'kysely';

/**
 * Kysely's text for SQLite with a unary plus, which does nothing, before each parameter. At a bare parameter SQLite's planner looks at the
 * value where there is a limit, an order or a join, and then plans the statement anew each time it runs, which costs more than to run it.
 * So a condition that a partial index needs is written as a literal.
 */
export class SteadyQueryCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}
