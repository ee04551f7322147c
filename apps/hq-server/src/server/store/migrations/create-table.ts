import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { HqSchema } from '../schema.ts';
import type { StoreDialect } from '../dialect/dialect.ts';

/** `?` at the end: may be null. */
export type ColumnKind = 'text' | 'text?' | 'integer' | 'integer?';

export type TableDefinition<Name extends keyof HqSchema> = {
  readonly name: Name;
  /** As the table began; later migrations may have added to it. */
  readonly columns: { readonly [Column in keyof HqSchema[Name] & string]?: ColumnKind };
  readonly primaryKey: readonly (keyof HqSchema[Name] & string)[];
  readonly unique?: readonly (readonly (keyof HqSchema[Name] & string)[])[];
  readonly indexes?: readonly (readonly (keyof HqSchema[Name] & string)[])[];
  /** Columns that never go below zero. */
  readonly notNegative?: readonly (keyof HqSchema[Name] & string)[];
  readonly references?: Readonly<Record<string, readonly [table: string, column: string]>>;
  /** Rows live in the order of the key; not for tables with long rows. */
  readonly isKeyed?: boolean;
};

/** Creates a table as `definition` says, with its constraints and indexes; columns are among those of the schema's type. */
export async function createTable<Name extends keyof HqSchema>(
  db: Kysely<HqSchema>,
  dialect: StoreDialect,
  definition: TableDefinition<Name>,
): Promise<void> {
  const { name, primaryKey, unique = [], indexes = [], notNegative = [], references = {} } = definition;
  let table: CreateTableBuilder<string, string> = db.schema.createTable(name);
  const kinds: Readonly<Partial<Record<string, ColumnKind>>> = definition.columns;
  for (const [column, kind] of Object.entries(kinds)) {
    if (kind === undefined) continue;
    const type = kind.startsWith('integer') ? dialect.integer : 'text';
    table = table.addColumn(column, type, (builder) => (kind.endsWith('?') ? builder : builder.notNull()));
  }
  table = table.addPrimaryKeyConstraint(`${name}_key`, [...primaryKey]);
  for (const columns of unique) table = table.addUniqueConstraint(`${name}_${columns.join('_')}_unique`, [...columns]);
  for (const column of notNegative) table = table.addCheckConstraint(`${name}_${column}_not_negative`, sql`${sql.ref(column)} >= 0`);
  for (const [column, [other, otherColumn]] of Object.entries(references)) {
    table = table.addForeignKeyConstraint(`${name}_${column}_known`, [column], other, [otherColumn]);
  }
  await dialect.endTable(table, { isKeyed: definition.isKeyed ?? false }).execute();
  for (const columns of indexes)
    await db.schema
      .createIndex(`${name}_by_${columns.join('_')}`)
      .on(name)
      .columns(columns.map((column) => sql.ref(column)))
      .execute();
}
