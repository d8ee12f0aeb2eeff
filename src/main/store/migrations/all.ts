import type { Migration } from 'kysely/migration';
import { initial } from './0001-initial.ts';
import { cache } from './0002-cache.ts';
import { itemControl } from './0003-item-control.ts';
import { undo } from './0004-undo.ts';
import { foundFiles } from './0005-found-files.ts';
import { runApi } from './0006-run-api.ts';
import { replacedZips } from './0007-replaced-zips.ts';

/** Every migration by name, in order. A static map, because a bundle has no folder to read. */
export const migrations: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-cache': cache,
  '0003-item-control': itemControl,
  '0004-undo': undo,
  '0005-found-files': foundFiles,
  '0006-run-api': runApi,
  '0007-replaced-zips': replacedZips,
};
