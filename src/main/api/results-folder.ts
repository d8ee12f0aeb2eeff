import { existsSync } from 'node:fs';
import { join } from 'node:path';
import filenamify from 'filenamify';
import type { App } from '../app.ts';
import type { Caller } from './access/caller.ts';
import { localDay } from './archive-name.ts';

/** Where runs deliver that name no folder: what the user set, else `results` in the data folder. */
export async function resultsRoot(app: App): Promise<string> {
  const { defaultOutputFolder } = await app.settings.values();
  return defaultOutputFolder === '' ? join(app.dataDir, 'results') : defaultOutputFolder;
}

/** `<root>/2026-11-21-<name>`, with a number behind it when that is there or was given away already. */
export type FolderFor = (name: string, now: Date, caller: Pick<Caller, 'folders'>) => Promise<string>;

/** Gives each run that names no folder one of its own. */
export interface ResultsFolders {
  /** Gives the folder away. */
  next: FolderFor;
  /** The folder that `next` would give away now. */
  planned: FolderFor;
}

/** More than a program makes between two starts; forgotten names are still told apart by what is on disk. */
const MOST_REMEMBERED = 10_000;

export function createResultsFolders(app: App): ResultsFolders {
  // A folder is made with the first delivered file, which may be long after it was given away.
  const given = new Set<string>();
  const firstFree = (wanted: string): string => {
    let folder = wanted;
    for (let n = 2; given.has(folder) || existsSync(folder); n += 1) folder = `${wanted}-${n}`;
    return folder;
  };
  const wantedFor: FolderFor = async (name, now, { folders }) => {
    // A key that is limited to folders could not use any other.
    const root = folders?.[0] === undefined ? await resultsRoot(app) : join(folders[0], 'results');
    const safe = filenamify(name, { replacement: '-', maxLength: 80 });
    return join(root, `${localDay(now)}-${safe}`);
  };
  return {
    planned: async (...about) => firstFree(await wantedFor(...about)),
    async next(...about) {
      // Nobody may come in between finding a folder and noting it.
      const folder = firstFree(await wantedFor(...about));
      if (given.size >= MOST_REMEMBERED) given.clear();
      given.add(folder);
      return folder;
    },
  };
}
