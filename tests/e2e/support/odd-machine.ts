import Database from 'better-sqlite3';

/**
 * Loaded before a till's own code: makes the machine around it as bad as a test says. The disk is full as SQLite itself sees it, and the
 * clock is the one that all of the process reads.
 */
export type MachineFault = { readonly kind: 'disk'; readonly isFull: boolean } | { readonly kind: 'clock'; readonly offByMs: number };

const opened = new Set<Database.Database>();
const pragma = Reflect.get(Database.prototype, 'pragma');
const exec = Reflect.get(Database.prototype, 'exec');
// Every database is opened with pragmas, so that each is seen here.
Database.prototype.exec = function (this: Database.Database, source: string) {
  opened.add(this);
  return exec.call(this, source);
};

const trueNow = Date.now.bind(Date);
let offByMs = 0;
Date.now = () => trueNow() + offByMs;

function suffer(fault: MachineFault): void {
  if (fault.kind === 'clock') {
    ({ offByMs } = fault);
    return;
  }
  for (const database of opened) if (database.open) pragma.call(database, `max_page_count = ${fault.isFull ? 1 : 1_073_741_823}`);
}

process.on('message', (fault: MachineFault) => {
  suffer(fault);
  process.send?.('suffered');
});
process.channel?.unref();
