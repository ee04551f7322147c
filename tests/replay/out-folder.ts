import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a replay writes. */
const OWN_NAMES = /^(?:hq|till-[a-z0-9-]+|members\.csv|report\.json)$/;

/** Makes the folder, or empties it of an earlier replay. A folder that holds anything else is left as it is. */
export function prepareOutFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(folder);
  const foreign = names.find((name) => !OWN_NAMES.test(name));
  if (foreign !== undefined) {
    throw new Error(
      `out_folder_in_use: ${folder} holds “${foreign}”, which is no replay's. Choose an empty folder.\n` +
        `${folder} 里有不属于回放的“${foreign}”。请换一个空文件夹。`,
    );
  }
  for (const name of names) rmSync(join(folder, name), { recursive: true });
}
