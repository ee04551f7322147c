import { type FieldCipher, sha256, type SqliteHandle } from '@jifen/platform';
import { canonicalJson, type JsonValue } from '@jifen/sync';
import { type Findings, NOWHERE } from './finding.ts';
import { type LogContent, placeOfRow, type TextRow } from './log-row.ts';

export type PrivateCounts = {
  /** Here, and true to the event. */
  present: number;
  erased: number;
  /** The event never had one. */
  none: number;
  /** The event had one that never came here: its till had erased it before a restored HQ asked again. */
  withheld: number;
};

type PrivateData = { readonly [key: string]: JsonValue };

export type PrivateCheck = {
  check(row: TextRow, content: LogContent): void;
  finish(): PrivateCounts;
};

/** Checks that what stands beside an event is what the event commits to. Erasing leaves the chain true, and is counted. */
export function createPrivateCheck(db: SqliteHandle, cipher: FieldCipher, findings: Findings): PrivateCheck {
  const counts: PrivateCounts = { present: 0, erased: 0, none: 0, withheld: 0 };
  // Only under a later history can a till have erased what HQ does not have.
  const epochs = Number(db.prepare("select count(*) from incarnation where branch_id = 'hq'").pluck().get());
  let seen = 0;
  return {
    check: (row, content) => {
      const promised = promisedBy(content);
      if (row.private_id !== null) seen += 1;
      if (promised === undefined) {
        counts.none += 1;
        if (row.private_id !== null) findings.add('private_unexpected', placeOfRow(row));
      } else if (row.private_id === null) {
        counts.withheld += 1;
        if (epochs <= 1) findings.add('private_missing', placeOfRow(row));
      } else if (row.salt === null && row.sealed === null && row.erased_at !== null) counts.erased += 1;
      else if (openPart(cipher, row, promised) === null) findings.add('private_altered', placeOfRow(row));
      else counts.present += 1;
    },
    finish: () => {
      const rows = Number(db.prepare('select count(*) from event_private').pluck().get());
      if (rows !== seen) listOrphans(db, findings);
      return counts;
    },
  };
}

/** Reads the personal part of one event; null when there is none, or none that can be trusted. */
export type PartReader = (id: string, content: LogContent) => PrivateData | null;

export function createPartReader(db: SqliteHandle, cipher: FieldCipher): PartReader {
  const partOf = db.prepare<[string], SealedPart>('select salt, sealed from event_private where event_id = ?');
  return (id, content) => {
    const promised = promisedBy(content);
    const part = partOf.get(id);
    return promised === undefined || part === undefined ? null : openPart(cipher, part, promised);
  };
}

function promisedBy({ body }: LogContent): string | undefined {
  return 'privateHash' in body ? body.privateHash : undefined;
}

type SealedPart = Pick<TextRow, 'salt' | 'sealed'>;

function openPart(cipher: FieldCipher, { salt, sealed }: SealedPart, promised: string): PrivateData | null {
  if (salt === null || sealed === null) return null;
  try {
    const data: PrivateData = JSON.parse(cipher.decrypt(sealed));
    return sha256(`${salt}${canonicalJson(data)}`) === promised ? data : null;
  } catch {
    // A seal that does not open, whatever the reason: somebody changed it.
    return null;
  }
}

function listOrphans(db: SqliteHandle, findings: Findings): void {
  const orphans = db
    .prepare<[], string>('select p.event_id from event_private p left join event e on e.event_id = p.event_id where e.gseq is null')
    .pluck();
  for (const key of orphans.iterate()) findings.add('private_unexpected', NOWHERE, { key });
}
