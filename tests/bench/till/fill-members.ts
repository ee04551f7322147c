import { join } from 'node:path';
import { openSqlite } from '@jifen/platform';

/** How the database of a till of a large chain looks: `count` members of other branches beside those that it has. */
export function fillMembers(dataFolder: string, count: number): void {
  const db = openSqlite({ path: join(dataFolder, 'branch.sqlite') });
  try {
    db.exec('begin immediate');
    const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`;
    const id = `printf('0190ffff-%04x-7%03x-8000-%012x', i / 65536, i % 4096, i)`;
    db.exec(`${numbers} insert into member
      select ${id}, printf('王%05d', i % 100000), printf('w%05d', i % 100000), 0, null,
        printf('138****%04d', i % 10000), null, printf('index-%09d', i), null, 1, 1700000000000 + i, 'elsewhere', '018c0000000-0000'
      from n`);
    db.exec(`${numbers} insert into card select printf('29%010d', i), ${id}, 1, null from n`);
    db.exec(`${numbers} insert into member_summary
        (member_id, points, debt, experience, purchases, spend_fen, last_purchase_at,
         own_rights, own_debt, own_experience, own_purchases, own_spend_fen, as_of)
      select ${id}, i % 5000, 0, i % 9000, 3, 12000, 1700000000000 + i, 0, 0, 0, 0, 0, 1700000000000 + i from n`);
    db.exec('commit');
    db.exec('pragma wal_checkpoint(truncate)');
  } finally {
    db.close();
  }
}
