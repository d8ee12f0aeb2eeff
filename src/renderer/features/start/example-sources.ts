import type { PreviewRequest } from '../../api/preview.ts';
import type { Uploaded } from './use-uploads.ts';

export interface ExampleSource {
  name: string;
  source: PreviewRequest['source'];
}

/** As many as are shown beside one another. */
const SHOWN = 3;

/**
 * Up to three photos to look at before the start: of uploads those that arrived first, of paths those that the plan names, and
 * until it is there paths that are photos themselves.
 */
export function exampleSources(uploaded: Uploaded[], paths: string[], planned: string[]): ExampleSource[] {
  const fromUploads = uploaded
    .filter(({ local }) => !isZip(local.file.name))
    .map(({ local, upload }) => ({ name: local.file.name, source: { uploadId: upload.uploadId } }));
  const photos = planned.length > 0 ? planned : paths.filter((path) => /\.(jpe?g|png|webp|avif|tiff?)$/i.test(path));
  // An upload's own path lies in the data folder; it is shown as an upload already.
  const fromPaths = (uploaded.length > 0 && paths.length === 0 ? [] : photos).map((path) => ({
    name: path.split(/[\\/]/).at(-1) ?? path,
    source: { path },
  }));
  return [...fromPaths, ...fromUploads].slice(0, SHOWN);
}

function isZip(name: string): boolean {
  return name.toLowerCase().endsWith('.zip');
}
