import { extname, join, relative, sep } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import type { RenderedFile, RenderResult } from '../../contract/pixel-tasks.ts';
import type { ImageFacts, Output } from '../../contract/run.ts';
import { ROUTE_FOLDER } from '../../workflow/nodes/assert.ts';
import type { EngineDeps } from './engine-deps.ts';
import { chooseName, type NamedExport, nameKey, SuffixHints, type TakenNames, wantedPath } from './naming.ts';
import type { RunContext } from './run-context.ts';
import { fileId, filesOf } from './run-intake.ts';
import type { CommittingFile, StoredItem, StoredOutput } from './store-port.ts';
import type { Taking } from './undo-port.ts';
import { withdrawOutput } from './withdraw-output.ts';

/** The attempt was overtaken (the item was taken back); nothing more may be published for it. */
export class StaleAttempt extends Error {
  override name = 'StaleAttempt';
}

export interface Published {
  outputs: Output[];
  /** Row ids of `outputs`. */
  ids: number[];
  /** What tells them from any other file, by row id. */
  stamps: Map<number, string>;
  /** Paths that were taken and stay as they are (rule `skip`). */
  kept: string[];
}

type PublishDeps = Pick<EngineDeps, 'store' | 'delivery' | 'folders' | 'undoFiles' | 'log'>;

/**
 * Publishes an item's rendered files one after the other. `done` collects what is on disk, also when a later file makes it
 * throw. Throws StaleAttempt, and what delivery throws.
 */
export async function publishItem(
  deps: PublishDeps,
  context: RunContext,
  item: StoredItem,
  result: RenderResult,
  done: Published,
): Promise<void> {
  const known = await deps.store.outputs.ofItem(item.id);
  for (const file of result.files) {
    const wanted = wantedFor(deps, context, item, file, result);
    const output =
      known.find((one) => one.nodeId === file.nodeId) ?? (await allocateLate(deps, context, item, file, wanted));
    await publishFile(deps, context, item, file, output, wanted, done);
  }
  const unmade = known.filter(({ nodeId }) => !result.files.some((file) => file.nodeId === nodeId));
  for (const output of unmade) if (output.state === 'done') await withdrawOutput(deps, context, output);
}

async function publishFile(
  deps: PublishDeps,
  context: RunContext,
  item: StoredItem,
  file: RenderedFile,
  output: StoredOutput,
  ownName: string,
  done: Published,
): Promise<void> {
  const { delivery, store } = deps;
  const { run, folder } = context;
  const routes = routeFolders(context);
  const place = routeOf(output.relativePath, routes);
  const wanted = file.routedTo === undefined ? ownName : `${file.routedTo}/${ownName}`;
  // Another format than the name was made for (this item has params of its own, or a fallback took the export's place), or a
  // check sends the file elsewhere than the one before it.
  const renamed = extname(output.relativePath) !== `.${file.extension}` || place !== file.routedTo;
  // A file of an earlier attempt that is still as we left it may be replaced, whatever the rule says about others'.
  const ours =
    !renamed && output.state === 'done' && output.origin !== 'unchanged' && (await isAsRecorded(delivery, output));
  const collision = ours || run.output.zip ? 'overwrite' : run.output.collision;
  const keepIn = ours || run.output.zip ? {} : { keepIn: join(deps.folders.replaced, run.uuid) };
  let { relativePath } = output;
  if (renamed) {
    if (output.state === 'done') await withdrawOutput(deps, context, output);
    const below = place === undefined ? relativePath : relativePath.slice(place.length + 1);
    const stem = below.slice(0, below.length - extname(below).length);
    const similar = `${file.routedTo === undefined ? '' : `${file.routedTo}/`}${stem}.${file.extension}`;
    relativePath = (await freeName(deps, context, file.nodeId, similar)).relativePath;
  }
  const inRun = (keys: string[]): Promise<Set<string>> => store.outputs.taken(run.id, keys);
  const earlier =
    collision === 'suffix' ? (await context.earlierNames.of([{ wanted, given: relativePath }], inRun))[0]! : [];
  const found = new Map(earlier.map((name) => [join(folder, name.relativePath), name.key]));
  for (;;) {
    const finalPath = ours ? output.path! : join(folder, relativePath);
    if (collision === 'overwrite' && !ours) await refuseSources(deps, context, finalPath);
    let last: { path: string; taking: Taking } | null = null;
    let takenPath = null as string | null;
    const record = async (path: string, taking: Taking = NEW): Promise<void> => {
      const foundKey = found.get(path);
      // What was found elsewhere leaves the output its own name, so that the names of others do not depend on it.
      const below = foundKey === undefined ? relative(folder, path).split(sep).join('/') : relativePath;
      const recorded = await store.outputs.committing(output.id, item.attempt, {
        path,
        relativePath: below,
        key: nameKey(below),
        ...(foundKey === undefined ? {} : { foundKey }),
        tempPath: file.tempPath,
        format: file.format,
        width: file.width,
        height: file.height,
        bytes: file.bytes,
        sha256: file.sha256,
        ...(run.output.zip ? {} : forUndo(taking, ours)),
      });
      if (recorded === 'stale') throw new StaleAttempt();
      if (recorded === 'taken') {
        takenPath = path;
        throw new SafelightError('output_exists', `“${path}” belongs to another picture of this run.`);
      }
      last = { path, taking };
    };
    const { sha256, bytes, tempPath } = file;
    const originals = filesOf(item.sources);
    try {
      const alsoAt = [...found.keys()];
      const request = { tempPath, finalPath, sha256, bytes, collision, alsoAt, originals, root: folder, ...keepIn };
      const committed = await delivery.commit(request, record);
      if (committed.type === 'exists') done.kept.push(committed.path);
      else add(done, output.id, file, committed.path, committed.stamp);
      return;
    } catch (error) {
      if (takenPath !== null) {
        if (found.delete(takenPath)) continue;
        relativePath = (await freeName(deps, context, file.nodeId, output.relativePath)).relativePath;
        continue;
      }
      // It may have failed after the file had its place, e.g. while the folder was synced.
      const path = pathOf(last);
      if (path !== null && (await delivery.matches(path, sha256, bytes).catch(() => false))) {
        add(done, output.id, file, path);
      }
      throw error;
    }
  }
}

/** Folders that checks of this run may send files to. */
function routeFolders({ graph }: Pick<RunContext, 'graph'>): string[] {
  return [...graph.nodes.values()].flatMap(({ definition, node }) =>
    definition.type === 'assert' && node.params['onFailure'] === 'route'
      ? [typeof node.params['folder'] === 'string' ? node.params['folder'] : ROUTE_FOLDER]
      : [],
  );
}

/** The one of these folders that a path is in. */
function routeOf(relativePath: string, folders: readonly string[]): string | undefined {
  return folders.find((folder) => relativePath.startsWith(`${folder}/`));
}

const NEW: Taking = { origin: 'new', folders: [], keptAt: null };

/** What is recorded so that it can be undone. A file of ours that is written anew stays what it was at first. */
function forUndo({ origin, folders, keptAt }: Taking, ours: boolean): Partial<CommittingFile> {
  return { folders, ...(ours ? {} : { origin }), ...(keptAt === null ? {} : { keptAt }) };
}

/** The path of a file that was to be written, null where the same bytes were there anyway. */
function pathOf(last: { path: string; taking: Taking } | null): string | null {
  return last === null || last.taking.origin === 'unchanged' ? null : last.path;
}

function add(done: Published, id: number, file: RenderedFile, path: string, stamp?: string): void {
  done.ids.push(id);
  if (stamp !== undefined) done.stamps.set(id, stamp);
  done.outputs.push({
    nodeId: file.nodeId,
    path,
    fileName: fileNameOf(path),
    format: file.format,
    width: file.width,
    height: file.height,
    bytes: file.bytes,
    sha256: file.sha256,
  });
}

/** The last part of a path. */
export function fileNameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(sep)) + 1);
}

async function isAsRecorded(delivery: EngineDeps['delivery'], output: StoredOutput): Promise<boolean> {
  const { path, sha256, bytes } = output;
  return path !== null && sha256 !== null && bytes !== null && (await delivery.matches(path, sha256, bytes));
}

/** Law 1: no source of the run is overwritten, by whatever name or link it is reached, also not by another item's output. */
async function refuseSources(deps: Pick<EngineDeps, 'store'>, context: RunContext, path: string): Promise<void> {
  const id = await fileId(path);
  if (id === null || !(await deps.store.items.hasFileId(context.run.id, id))) return;
  throw new SafelightError(
    'output_is_original',
    `“${path}” is one of the originals of this run and is not overwritten. Choose another output folder or another name.`,
  );
}

/** What a file is to be called, whatever else has that name. */
function wantedFor(
  deps: Pick<EngineDeps, 'delivery'>,
  { naming, document }: RunContext,
  item: StoredItem,
  file: RenderedFile,
  result: RenderResult,
): string {
  const target = naming.exports.find((one) => one.nodeId === file.nodeId);
  if (target === undefined) throw new Error(`the pixel host delivered for ${file.nodeId}, which is no export`);
  const exif = primaryFacts(item, result)?.exif;
  return wantedPath(naming, target, item, deps.delivery, {
    template:
      target.template ??
      boundTemplate(document.nodes.find(({ id }) => id === file.nodeId)?.params['name'], target, result),
    extension: file.extension,
    width: file.width,
    height: file.height,
    ...(exif === undefined ? {} : { exif }),
  });
}

/** A name for a file whose template needs the rendered picture. */
async function allocateLate(
  deps: Pick<EngineDeps, 'store' | 'delivery'>,
  context: RunContext,
  item: StoredItem,
  file: RenderedFile,
  wanted: string,
): Promise<StoredOutput> {
  const { run } = context;
  for (;;) {
    const name = await freeName(deps, context, file.nodeId, wanted);
    const output = await deps.store.outputs.allocate(run.id, item.id, name);
    if (output !== null) return output;
  }
}

function freeName(deps: Pick<EngineDeps, 'store' | 'delivery'>, context: RunContext, nodeId: string, wanted: string) {
  const { run, folder } = context;
  const taken: TakenNames = {
    inRun: async (key) => (await deps.store.outputs.taken(run.id, [key])).has(key),
    onDisk: (path) => deps.delivery.exists(join(folder, path)),
  };
  return chooseName(nodeId, wanted, run.output, taken, deps.delivery, new SuffixHints());
}

function primaryFacts(item: StoredItem, result: RenderResult): ImageFacts | undefined {
  const named = Object.entries(item.sources).find(([, source]) => source.name === item.name)?.[0];
  return (named === undefined ? undefined : result.facts[named]) ?? Object.values(result.facts)[0];
}

/** The value that a template bound by `$ref` had for this item. */
function boundTemplate(param: unknown, target: NamedExport, result: RenderResult): string {
  const ref = typeof param === 'object' && param !== null && '$ref' in param ? String(param.$ref) : '';
  const [nodeId, ...fields] = ref.split('.');
  let value: unknown = result.nodeStates.find((state) => state.nodeId === nodeId)?.result;
  for (const field of fields)
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value).replaceAll(/[{}]/g, '$&$&');
  throw new SafelightError(
    'binding_failed',
    `The name of “${target.nodeId}” is bound to ${ref}, which is no text for this picture.`,
    {
      nodeId: target.nodeId,
    },
  );
}
