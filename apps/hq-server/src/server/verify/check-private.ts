import { type FieldCipher, sha256, type SqliteHandle } from '@jifen/platform';
import { canonicalJson, type JsonValue } from '@jifen/sync';
import { type Findings, NOWHERE } from './finding.ts';
import { type LogContent, type LogRow, placeOfRow } from './log-row.ts';

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
  /** The personal data beside the event; null when there is none, or none that can be trusted. */
  check(row: LogRow, content: LogContent): PrivateData | null;
  finish(): PrivateCounts;
};

/** Checks that what stands beside an event is what the event commits to. Erasing leaves the chain true, and is counted. */
export function createPrivateCheck(db: SqliteHandle, cipher: FieldCipher, findings: Findings): PrivateCheck {
  const counts: PrivateCounts = { present: 0, erased: 0, none: 0, withheld: 0 };
  // Only under a later history can a till have erased what HQ does not have.
  const epochs = Number(db.prepare("select count(*) from incarnation where branch_id = 'hq'").pluck().get());
  let seen = 0;
  return {
    check: (row, { body }) => {
      const promised = 'privateHash' in body ? body.privateHash : undefined;
      if (row.private_id !== null) seen += 1;
      if (promised === undefined) {
        counts.none += 1;
        if (row.private_id !== null) findings.add('private_unexpected', placeOfRow(row));
        return null;
      }
      if (row.private_id === null) {
        counts.withheld += 1;
        if (epochs <= 1) findings.add('private_missing', placeOfRow(row));
        return null;
      }
      if (row.salt === null && row.sealed === null && row.erased_at !== null) {
        counts.erased += 1;
        return null;
      }
      const data = openPart(cipher, row);
      if (data === null || sha256(`${row.salt}${canonicalJson(data)}`) !== promised) {
        findings.add('private_altered', placeOfRow(row));
        return null;
      }
      counts.present += 1;
      return data;
    },
    finish: () => {
      const rows = Number(db.prepare('select count(*) from event_private').pluck().get());
      if (rows !== seen) listOrphans(db, findings);
      return counts;
    },
  };
}

function openPart(cipher: FieldCipher, { salt, sealed }: LogRow): PrivateData | null {
  if (salt === null || sealed === null) return null;
  try {
    const data: PrivateData = JSON.parse(cipher.decrypt(sealed));
    return data;
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
