import type { PlanResource } from '../../../contract/plan.ts';
import type { PreviewRequest } from '../../api/preview.ts';
import type { Uploaded } from './use-uploads.ts';

export interface ExampleSource {
  name: string;
  source: PreviewRequest['source'];
}

/** As many as are shown beside one another. */
const SHOWN = 3;

type Planned = Pick<PlanResource, 'examples' | 'zipExamples'>;

/**
 * Up to three photos to look at before the start: of uploads those that arrived first, of paths those that the plan names, and
 * until it is there paths that are photos themselves. What lies in a zip is known from the plan only.
 */
export function exampleSources(uploaded: Uploaded[], paths: string[], planned: Planned | undefined): ExampleSource[] {
  const fromUploads = uploaded
    .filter(({ local }) => !isZip(local.file.name))
    .map(({ local, upload }) => ({ name: local.file.name, source: { uploadId: upload.uploadId } }));
  const files = planned?.examples ?? paths.filter((path) => /\.(jpe?g|png|webp|avif|tiff?)$/i.test(path));
  // An upload's own path lies in the data folder; it is shown as an upload already.
  const fromPaths = (uploaded.length > 0 && paths.length === 0 ? [] : files).map((path) => ({
    name: path.split(/[\\/]/).at(-1) ?? path,
    source: { path },
  }));
  const inZips = (planned?.zipExamples ?? []).map(({ path, entry, name }) => ({ name, source: { path, entry } }));
  return [...fromPaths, ...fromUploads, ...inZips].slice(0, SHOWN);
}

function isZip(name: string): boolean {
  return name.toLowerCase().endsWith('.zip');
}
