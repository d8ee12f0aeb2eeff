import { batch } from './de/batch.ts';
import { batches } from './de/batches.ts';
import { common } from './de/common.ts';
import { editor } from './de/editor.ts';
import { form } from './de/form.ts';
import { frame } from './de/frame.ts';
import { hotFolders } from './de/hot-folders.ts';
import { item } from './de/item.ts';
import { options } from './de/options.ts';
import { picture } from './de/picture.ts';
import { cancelling, removing, trash, undo } from './de/runs.ts';
import { settings } from './de/settings.ts';
import { start } from './de/start.ts';
import type { Words } from './words.ts';

/** Everything the screens say, in German. A key that is missing or misspelt is a type error. */
export const de: Words = {
  common,
  frame,
  form,
  batches,
  start,
  batch,
  item,
  picture,
  options,
  editor,
  hotFolders,
  settings,
  undo,
  trash,
  cancelling,
  removing,
};
