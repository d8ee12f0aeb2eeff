import { batch } from './en/batch.ts';
import { batches } from './en/batches.ts';
import { common } from './en/common.ts';
import { editor } from './en/editor.ts';
import { form } from './en/form.ts';
import { frame } from './en/frame.ts';
import { hotFolders } from './en/hot-folders.ts';
import { item } from './en/item.ts';
import { options } from './en/options.ts';
import { picture } from './en/picture.ts';
import { cancelling, removing, trash, undo } from './en/runs.ts';
import { settings } from './en/settings.ts';
import { start } from './en/start.ts';

/** Everything the screens say, in English; each section in a file of its own below en/. */
export const en = {
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
