import { dirname, resolve } from 'node:path';

/**
 * Whether copies lie beside the database. That folder is made with the first copy; one elsewhere has to be there, because a disk that is
 * not plugged in must not become a folder of this one.
 */
export function isOwnFolder({ folder, dataFolder }: { readonly folder: string; readonly dataFolder: string }): boolean {
  return dirname(resolve(folder)) === resolve(dataFolder);
}
