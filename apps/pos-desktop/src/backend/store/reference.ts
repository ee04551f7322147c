import { assert, type ProductId, type RewardId, type Rule, ruleAt, type UnixMs } from '@jifen/core';
import type { BranchId } from '@jifen/core';
import { sql } from 'kysely';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { BranchRow, ProductRow, RewardRow, RuleRow } from './schema.ts';
import { statement } from './statement.ts';

const RULE_AT = statement((from, { at }: { readonly at: UnixMs }) =>
  from
    .selectFrom('rule')
    .selectAll()
    .where('effective_from', '<=', at)
    .orderBy('effective_from', 'desc')
    .orderBy('version', 'desc')
    .limit(1),
);

/** The rule valid at `at`; null when HQ has sent none yet. Of all rules only that one is read. */
export function findRuleAt(db: BranchDb, at: UnixMs): Rule | null {
  const row = db.first(RULE_AT, { at }) ?? findFirstRule(db);
  return row === undefined ? null : ruleAt([ruleOf(row)], at);
}

function findFirstRule(db: BranchDb): RuleRow | undefined {
  const first = db.sql.selectFrom('rule').select(({ fn }) => fn.min('version').as('first'));
  return db.first(db.sql.selectFrom('rule').selectAll().where('version', '=', first));
}

/** A version that HQ sent; null when it is not here. */
export function findRuleByVersion(db: BranchDb, version: number): Rule | null {
  const row = db.first(db.sql.selectFrom('rule').selectAll().where('version', '=', version));
  return row === undefined ? null : ruleOf(row);
}

export function saveRule(trx: BranchTrx, rule: Rule): void {
  const columns = { effective_from: rule.effectiveFrom, data: JSON.stringify(rule) };
  trx.run(
    trx.sql
      .insertInto('rule')
      .values({ version: rule.version, ...columns })
      .onConflict((conflict) => conflict.column('version').doUpdateSet(columns)),
  );
}

const PRODUCT = statement((from, { id }: { readonly id: ProductId }) => from.selectFrom('product').selectAll().where('id', '=', id));

export function findProduct(db: BranchDb, id: ProductId): ProductRow | null {
  return db.first(PRODUCT, { id }) ?? null;
}

/** The product of a barcode; one on sale goes before one that is not. */
export function findProductByBarcode(db: BranchDb, barcode: string): ProductRow | null {
  const query = db.sql.selectFrom('product').selectAll().where('barcode', '=', barcode);
  return db.first(query.orderBy('is_active', 'desc').orderBy('id', 'desc').limit(1)) ?? null;
}

/** Products on sale whose name holds `text`, or whose initials or barcode begin with it. */
export function listProducts(db: BranchDb, text: string, limit: number): ProductRow[] {
  const found = (column: 'name' | 'initials' | 'barcode') => sql<number>`instr(lower(${sql.ref(column)}), ${text.toLowerCase()})`;
  return db.all(
    db.sql
      .selectFrom('product')
      .selectAll()
      .where('is_active', '=', 1)
      .where((where) => where.or([where(found('name'), '>', 0), where(found('initials'), '=', 1), where(found('barcode'), '=', 1)]))
      .orderBy('name')
      .limit(limit),
  );
}

export function saveProduct(trx: BranchTrx, row: ProductRow): void {
  const { id: _, ...columns } = row;
  trx.run(
    trx.sql
      .insertInto('product')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
  );
}

const REWARD = statement((from, { id }: { readonly id: RewardId }) => from.selectFrom('reward').selectAll().where('id', '=', id));

export function findReward(db: BranchDb, id: RewardId): RewardRow | null {
  return db.first(REWARD, { id }) ?? null;
}

/** Rewards that HQ offers, by category and price. */
export function listRewards(db: BranchDb): RewardRow[] {
  return db.all(db.sql.selectFrom('reward').selectAll().where('is_active', '=', 1).orderBy('category').orderBy('points').orderBy('id'));
}

export function saveReward(trx: BranchTrx, row: RewardRow): void {
  const { id: _, ...columns } = row;
  trx.run(
    trx.sql
      .insertInto('reward')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
  );
}

const BRANCH = statement((from, { id }: { readonly id: BranchId }) => from.selectFrom('branch').selectAll().where('id', '=', id));

export function findBranch(db: BranchDb, id: BranchId): BranchRow | null {
  return db.first(BRANCH, { id }) ?? null;
}

export function saveBranch(trx: BranchTrx, row: BranchRow): void {
  const { id: _, ...columns } = row;
  trx.run(
    trx.sql
      .insertInto('branch')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
  );
}

function ruleOf(row: RuleRow): Rule {
  const rule: Rule = JSON.parse(row.data);
  assert(rule.version === row.version, 'a rule lies under its own version');
  return rule;
}
