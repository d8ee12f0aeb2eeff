import { lstat } from 'node:fs/promises';
import type { NativeImage, WebContents } from 'electron';
import type { OutputsOf } from '../../contract/native.ts';
import type { App } from '../app.ts';
import type { ElectronApi } from './electron-api.ts';

/** Edge of the picture under the pointer, in points. */
const ICON_EDGE = 96;
/** The system makes small pictures of most files at once; a drag cannot wait for the others. */
const ICON_MS = 150;

export interface DragDeps {
  app: Pick<App, 'runs'>;
  /** Picture under the pointer where the system has none of the file. */
  dragIcon: string;
}

/**
 * Hands the delivered files of some items to the system's drag and drop; nothing happens where none is left. Which files these are is
 * looked up here: a page that is not what it should be gets nothing out that Safelight did not deliver.
 */
export async function dragOut(
  { nativeImage }: Pick<ElectronApi, 'nativeImage'>,
  { app, dragIcon }: DragDeps,
  which: OutputsOf,
  sender: Pick<WebContents, 'startDrag'>,
): Promise<void> {
  const files = await deliveredFiles(app, which);
  const [file] = files;
  if (file !== undefined) sender.startDrag({ file, files, icon: (await smallPicture(nativeImage, file)) ?? dragIcon });
}

/** Plain files that are still where they were delivered: not in a zip or on the way into one, not taken back, no links. */
async function deliveredFiles({ runs }: Pick<App, 'runs'>, { runId, itemIds }: OutputsOf): Promise<string[]> {
  const run = await runs.get(runId);
  if (run.output.zip) return [];
  const found: string[] = [];
  for (const itemId of itemIds) {
    const { outputs } = await runs.item(runId, itemId);
    for (const { path, archive, undone } of outputs) {
      if (archive !== undefined || undone !== undefined) continue;
      const facts = await lstat(path).catch(() => null);
      if (facts?.isFile() === true) found.push(path);
    }
  }
  return found;
}

/** Null where the system knows no picture of the file, is no Mac and no Windows, or takes too long. */
async function smallPicture(images: ElectronApi['nativeImage'], path: string): Promise<NativeImage | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ICON_MS, null);
  });
  try {
    const made = images.createThumbnailFromPath(path, { width: ICON_EDGE, height: ICON_EDGE });
    const picture = await Promise.race([made, late]);
    return picture === null || picture.isEmpty() ? null : picture;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
