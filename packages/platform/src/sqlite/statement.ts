import { assert } from '@jifen/core';
import type { CompiledQuery, Kysely } from 'kysely';

export type Compilable<Row> = { compile(): CompiledQuery<Row> };

/**
 * A query that is built and compiled once and then run with other values. It stands at the top of its file, because
 * its text is kept by its identity. `build` sees stand-ins for the values: it may put them into the query, and nothing else. A value
 * that is a list makes a text per length.
 */
export type Statement<Schema, Values extends object, Row> = {
  readonly build: (sql: Kysely<Schema>, values: Values) => Compilable<Row>;
};

/** How the statements of one schema are written down. */
export function statementsOf<Schema>() {
  return <Values extends object, Row>(build: Statement<Schema, Values, Row>['build']): Statement<Schema, Values, Row> => ({ build });
}

/** A text and the values that it is run with. */
export type BoundQuery = { readonly sql: string; readonly parameters: readonly unknown[] };

type CompiledStatement = { readonly sql: string; readonly parametersOf: (values: object) => unknown[] };

/** What was compiled, for all connections that share a query compiler: the same statement is the same text at each of them. */
export class StatementCache {
  readonly #compiledByShape = new Map<object, Map<string, CompiledStatement>>();

  bind<Schema, Values extends object>(sql: Kysely<Schema>, statement: Statement<Schema, Values, unknown>, values: Values): BoundQuery {
    const shape = shapeOf(values);
    const byShape = this.#compiledByShape.get(statement) ?? new Map<string, CompiledStatement>();
    if (byShape.size === 0) this.#compiledByShape.set(statement, byShape);
    let compiled = byShape.get(shape);
    if (compiled === undefined) byShape.set(shape, (compiled = compileStatement(sql, statement, values)));
    return { sql: compiled.sql, parameters: compiled.parametersOf(values) };
  }
}

/** How long the lists among the values are. */
function shapeOf(values: object): string {
  let shape = '';
  for (const value of Object.values(values)) if (Array.isArray(value)) shape += `${value.length} `;
  return shape;
}

/** Where a value will stand. Whoever calculates with it would build a query that is not the same for all values. */
class StandIn {
  readonly name: string;
  /** Its place, where the value is a list. */
  readonly index: number | null;

  constructor(name: string, index: number | null) {
    this.name = name;
    this.index = index;
  }

  [Symbol.toPrimitive](): never {
    throw new Error(`a statement is built without the value of ${this.name}`);
  }

  valueIn(values: object): unknown {
    const value: unknown = Reflect.get(values, this.name);
    const one: unknown = this.index === null || !Array.isArray(value) ? value : value[this.index];
    assert(one !== undefined, `a statement lacks its value of ${this.name}`);
    return one;
  }
}

/** `sample` says which values there are. */
function compileStatement<Schema, Values extends object>(
  sql: Kysely<Schema>,
  { build }: Statement<Schema, Values, unknown>,
  sample: Values,
): CompiledStatement {
  const standIns = Object.fromEntries(
    Object.entries(sample).map(([name, value]: [string, unknown]) => [
      name,
      Array.isArray(value) ? value.map((_, index) => new StandIn(name, index)) : new StandIn(name, null),
    ]),
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query builder takes any value for one
  const { sql: text, parameters } = build(sql, standIns as Values).compile();
  return {
    sql: text,
    parametersOf: (values) => parameters.map((parameter) => (parameter instanceof StandIn ? parameter.valueIn(values) : parameter)),
  };
}
