import { hold } from '../violation.ts';
import type { Tally } from './flow.ts';
import type { Oracle } from './oracle.ts';
import type { Disk } from './truth.ts';
import { unplacedRefundsOf } from './unplaced-refunds.ts';

type Row = Readonly<Record<string, unknown>>;
/** The same records at HQ (`$branch` and `$life` stand for the till's) and at the till, each by `id`. */
type Compared = {
  readonly name: string;
  readonly atHq: string;
  readonly atTill: string;
  /** The till may have more: what HQ forgot and the till keeps for the papers that name it. */
  readonly mayHaveMore?: true;
};

const OPEN_ORDERS = "('created', 'reserved', 'ready')";

/** What the feed tells, as both sides have it in their tables. */
const COMPARED: readonly Compared[] = [
  {
    name: 'product',
    atHq: 'select product_id as id, barcode, name, price_fen, category, drug_class, earns, is_active from product',
    atTill: 'select id, barcode, name, price_fen, category, drug_class, earns, is_active from product',
  },
  {
    name: 'reward',
    atHq: 'select reward_id as id, name, category, drug_class, points, cash_fen, picture_url, is_active from reward',
    atTill: 'select id, name, category, drug_class, points, cash_fen, picture_url, is_active from reward',
  },
  {
    name: 'branch',
    atHq: 'select branch_id as id, name, address, contact, opening_hours, promotions, utc_offset_minutes from branch',
    atTill: 'select id, name, address, contact, opening_hours, promotions, utc_offset_minutes from branch',
  },
  {
    name: 'staff',
    atHq: "select staff_id as id, name, role, is_active from staff where branch_id = '$branch'",
    atTill: 'select id, name, role, is_active from staff',
  },
  {
    name: 'rule',
    atHq: 'select version as id, effective_from, ladder, campaigns, excluded_tenders, expiry_months from rule',
    atTill: `select version as id, effective_from, data ->> 'ladder' as ladder, data ->> 'campaigns' as campaigns,
             data ->> 'excludedTenders' as excluded_tenders, data ->> 'expiryMonths' as expiry_months from rule`,
    mayHaveMore: true,
  },
  {
    name: 'link',
    atHq: 'select member_id as id, into_id from link',
    atTill: 'select member_id as id, into_id from link',
  },
  {
    name: 'member',
    atHq: `select member_id as id, iif(home_branch = '$branch', name, null) as name, is_active, home_branch, joined_at, phone_masked,
           phone_index, id_number_index from member where member_id not in (select member_id from erasure)`,
    atTill: `select id, iif(home_branch = '$branch', name, null) as name, is_active, home_branch, joined_at, phone_masked,
             phone_index, id_number_index from member`,
  },
  {
    name: 'card',
    atHq: 'select card_number as id, member_id, is_active from card where member_id not in (select member_id from erasure)',
    atTill: 'select card_number as id, member_id, is_active from card',
  },
  {
    name: 'summary',
    atHq: `select member_id as id, max(0, points) as points, max(0, owed - absorbed) as debt, experience, purchases, spend_fen,
           coalesce((select sum(max(0, granted + earned + restored - spent - clawed - returned)) from rights
             where rights.member_id = member_total.member_id and rights.incarnation = '$life'), 0) as own_rights,
           coalesce((select experience_gained - experience_lost from member_part
             where member_part.member_id = member_total.member_id and member_part.incarnation = '$life'), 0) as own_experience
           from member_total where member_id in (select member_id from member) and member_id not in (select member_id from erasure)`,
    atTill: `select member_summary.member_id as id, points, debt, experience - own_experience + coalesce(gained - lost, 0) as experience,
             member_summary.purchases - own_purchases + coalesce(own_counter.purchases, 0) as purchases,
             member_summary.spend_fen - own_spend_fen + coalesce(own_counter.spend_fen, 0) as spend_fen, own_rights,
             coalesce(gained - lost, 0) as own_experience
             from member_summary left join own_counter on own_counter.member_id = member_summary.member_id
             where member_summary.member_id in (select id from member)`,
    mayHaveMore: true,
  },
  {
    name: 'order',
    atHq: `select order_id as id, member_id, quantity, points, is_cancel_wanted, iif(state = 'ready' and owner <> '$life', 'created', state) as state
           from reward_order where branch_id = '$branch' and state in ${OPEN_ORDERS}`,
    atTill: 'select id, member_id, quantity, points, is_cancel_wanted, hq_state as state from pickup_order',
    mayHaveMore: true,
  },
];

/** At rest a till that HQ hears has what HQ's records say, of each as much as it may know. */
export function checkReference({ hq, truth }: Oracle, { branch, liveIncarnation, reader }: Disk): void {
  const unplaced = unplacedRefundsOf(reader, hq.reader());
  const fill = (text: string) => text.replaceAll('$branch', branch).replaceAll('$life', liveIncarnation);
  for (const { name, atHq, atTill, mayHaveMore } of COMPARED) {
    // What a copied database sold HQ keeps apart, while its till goes on from what it knows.
    if (name === 'summary' && truth.wasAnyCopied()) continue;
    const asTillKnows = (row: Row) => (name === 'summary' ? lessUnplaced(row, unplaced) : row);
    const theirs = byId(hq.reader().all<Row>(fill(atHq)).map(asTillKnows));
    // A card that a copied database gave to somebody of whom HQ keeps everything apart is here twice.
    const isTheirs = (row: Row) => theirs.get(String(row['id'])) === JSON.stringify(row);
    const own = byId(reader.all<Row>(fill(atTill)).toSorted((a, b) => Number(isTheirs(a)) - Number(isTheirs(b))));
    for (const [id, record] of theirs)
      hold(own.get(id) === record, 'reference', () => `${branch} has of ${name} ${id} ${own.get(id) ?? 'nothing'}, HQ ${record}`);
    if (mayHaveMore === true || truth.wasCopied(branch)) continue;
    for (const id of own.keys()) hold(theirs.has(id), 'reference', () => `${branch} has ${name} ${id}, HQ has none`);
  }
  checkSetting({ branch, reader }, hq.reader().all<{ value: string }>("select value from setting where key = 'chain'"));
  const kept = reader.all<{ topic: string; key: string }>('select topic, key from feed_pending');
  hold(kept.length === 0, 'reference', () => `${branch} could not read ${kept.map(({ topic, key }) => `${topic} ${key}`).join()}`);
}

/** HQ's totals of a member as a till has them that paid back what HQ cannot place. */
function lessUnplaced(row: Row, unplaced: Tally): Row {
  return { ...row, spend_fen: Number(row['spend_fen']) - unplaced.get(String(row['id'])) };
}

function checkSetting({ branch, reader }: Pick<Disk, 'branch' | 'reader'>, [known]: readonly { readonly value: string }[]): void {
  if (known === undefined) return;
  const theirs = JSON.parse(known.value) as Row;
  const [own] = reader.all<{ data: string }>("select data from setting where key = 'chain'");
  hold(own !== undefined, 'reference', () => `${branch} never heard of the chain's settings`);
  for (const [key, value] of Object.entries(own === undefined ? {} : (JSON.parse(own.data) as Row)))
    hold(
      theirs[key] === undefined || theirs[key] === value,
      'reference',
      () => `${branch}: ${key} is ${String(value)}, at HQ ${String(theirs[key])}`,
    );
}

function byId(rows: readonly Row[]): ReadonlyMap<string, string> {
  return new Map(rows.map((row) => [String(row['id']), JSON.stringify(row)]));
}
