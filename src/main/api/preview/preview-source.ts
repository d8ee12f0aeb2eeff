import { basename } from 'node:path';
import type { PreviewSource } from '../../../contract/preview.ts';
import type { App } from '../../app.ts';
import type { ZipPictures } from '../pictures/zip-pictures.ts';

/** A picture to look at, as a file on disk. */
export interface PreviewOriginal {
  path: string;
  name: string;
}

/**
 * Where a picture is that somebody wants to look at; out of a zip it is unpacked. Throws `file_not_found`, `upload_not_found`, what reading
 * a zip throws, and `cancelled` when `signal` aborts.
 */
export async function previewOriginal(
  app: Pick<App, 'uploads' | 'runs'>,
  zips: ZipPictures,
  source: PreviewSource,
  signal: AbortSignal,
): Promise<PreviewOriginal> {
  if ('runId' in source) {
    const item = await app.runs.item(source.runId, source.itemId);
    return { path: (await app.runs.inputPath(source.runId, item.id)).path, name: item.name };
  }
  const file = 'path' in source ? fileAt(source.path) : await uploaded(app, source.uploadId);
  if (source.entry === undefined) return file;
  return { path: await zips.get(file, source.entry, signal), name: source.entry.split(/[\\/]/).at(-1) ?? source.entry };
}

function fileAt(path: string): PreviewOriginal {
  return { path, name: basename(path) };
}

async function uploaded({ uploads }: Pick<App, 'uploads'>, id: string): Promise<PreviewOriginal> {
  const upload = await uploads.get(id);
  return { path: uploads.pathOf(upload), name: upload.name };
}
