import { hash } from 'node:crypto';
import { copyFile, mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { SafelightError } from '../../contract/errors.ts';
import type { SourceFile, TaskCache } from '../../contract/pixel-tasks.ts';
import type { Item } from '../../contract/run.ts';
import { canonicalJson } from '../../workflow/plan/canonical-json.ts';
import type { EngineDeps } from './engine-deps.ts';
import { contextFor, type ItemVariant, shownVariantOf } from './item-document.ts';
import type { Materialised } from './ports.ts';
import { itemTokens, loadRunContext, type RunContext } from './run-context.ts';
import { filesOf } from './run-intake.ts';
import type { ShownFile } from './run-service.ts';
import type { StoredRun } from './store-port.ts';

const CONTENT_TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  gif: 'image/gif',
  svg: 'image/svg+xml',
};

export interface PreviewOptions {
  longEdge: number | null;
  format: 'png' | 'webp' | 'jpeg';
}

const SAVED_FORMATS: Record<string, PreviewOptions['format']> = {
  '.png': 'png',
  '.webp': 'webp',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
};

/** Making any picture of a node keeps the node's pixels; this one is quick, and of use on the screens. */
const KEPT: PreviewOptions = { longEdge: 1600, format: 'webp' };

/**
 * Pictures to look at, rendered when first asked for and kept in the cache folder by run, item, attempt, node and size.
 * Who asks for one that is being made waits for it.
 */
export class Previews {
  readonly #deps: EngineDeps;
  readonly #making = new Map<string, Promise<void>>();

  constructor(deps: EngineDeps) {
    this.#deps = deps;
  }

  /**
   * A node's picture, of the source as it was when the item was done. Throws `node_not_found`, `file_changed` and
   * `file_not_found` when it would have to be made from a source that is another now or gone, and what rendering throws.
   */
  async render(
    run: StoredRun,
    item: Item,
    nodeId: string,
    options: PreviewOptions,
    signal?: AbortSignal,
  ): Promise<ShownFile> {
    const variant = shownVariantOf(item);
    const context = contextFor(this.#deps, await loadRunContext(this.#deps, run), variant);
    if (!context.graph.nodes.has(nodeId)) {
      throw new SafelightError('node_not_found', `The workflow “${context.document.name}” has no node “${nodeId}”.`);
    }
    const path = this.#pathOf(run, item, nodeId, options, variant);
    await this.#once(path, () => this.#make(context, item, nodeId, options, path, signal));
    return { path, contentType: contentTypeOf(path) };
  }

  /**
   * Has every node's picture of an item made, so that what is looked at later need not be rendered. What cannot be made is
   * left for later.
   */
  async keepAll(run: StoredRun, item: Item, signal: AbortSignal): Promise<void> {
    for (const { nodeId, status } of item.nodeStates) {
      if (signal.aborted) return;
      if (status !== 'completed') continue;
      try {
        await this.render(run, item, nodeId, KEPT, signal);
      } catch (error) {
        this.#deps.log.warn('a picture was not kept', { item: item.id, node: nodeId, error: String(error) });
      }
    }
  }

  /**
   * Writes a node's picture in full size to a file that must not exist; its name says the format. Throws `request_invalid`,
   * `output_exists`, and as `render`.
   */
  async save(run: StoredRun, item: Item, nodeId: string, path: string): Promise<void> {
    const format = SAVED_FORMATS[extname(path).toLowerCase()];
    if (format === undefined) {
      throw new SafelightError('request_invalid', `“${basename(path)}” must end in .png, .webp, .jpg or .jpeg.`);
    }
    const taken = (): SafelightError =>
      new SafelightError('output_exists', `“${path}” exists already and is not overwritten. Choose another name.`);
    if (await this.#deps.delivery.exists(path)) throw taken();
    const shown = await this.render(run, item, nodeId, { longEdge: null, format });
    const tempPath = `${shown.path}.${uuidv7()}.tmp`;
    await copyFile(shown.path, tempPath);
    try {
      const { sha256, bytes } = await this.#deps.pixels.run({ kind: 'hash', path: tempPath });
      const request = { tempPath, finalPath: path, sha256, bytes, originals: filesOf(item.sources) };
      const result = await this.#deps.delivery.commit({ ...request, collision: 'skip' }, async () => {});
      if (result.type === 'exists') throw taken();
    } finally {
      await rm(tempPath, { force: true });
    }
  }

  #pathOf(run: StoredRun, item: Item, nodeId: string, options: PreviewOptions, variant: ItemVariant): string {
    const format = options.format === 'jpeg' ? 'jpg' : options.format;
    const { overrides, fallbacks } = variant;
    const own = Object.keys(overrides).length > 0 || fallbacks.length > 0;
    const version = own
      ? `${item.attempt}-${hash('sha256', canonicalJson(variant), 'hex').slice(0, 12)}`
      : item.attempt;
    const name = `${item.id}-${version}-${nodeId}-${options.longEdge ?? 'full'}.${format}`;
    return join(this.#deps.folders.cache, 'previews', run.uuid, name);
  }

  async #make(
    { run, document }: RunContext,
    item: Item,
    nodeId: string,
    options: PreviewOptions,
    path: string,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const known = item.receipt === null ? null : { facts: item.facts, inputHashes: item.receipt.inputs };
    const { deadlineMs } = this.#deps;
    await this.#withSources(item, known !== null, async (sources) => {
      const result = await this.#deps.pixels.run(
        {
          kind: 'render',
          workflow: document,
          sources,
          tokens: itemTokens(run, item),
          target: { kind: 'preview', nodeId, ...options },
          temp: { folder: join(path, '..'), prefix: `.safelight-${uuidv7().slice(-12)}-` },
          tolerant: run.tolerant,
          cache: await this.#cached(run),
          known,
        },
        { ...(deadlineMs === undefined ? {} : { deadlineMs }), ...(signal === undefined ? {} : { signal }) },
      );
      const file = result.files[0];
      if (file === undefined) {
        throw new SafelightError('node_not_found', `The node “${nodeId}” makes no picture for “${item.name}”.`, {
          nodeId,
        });
      }
      await rename(file.tempPath, path);
      this.#deps.cache.grew(file.bytes + (result.keptBytes ?? 0));
    });
  }

  /** Looking at a picture uses what the run kept, and keeps nothing beside itself unless everything is to be kept. */
  async #cached(run: StoredRun): Promise<TaskCache | null> {
    const cache = await this.#deps.cache.forTask(run);
    return cache === null || cache.keep === 'all' ? cache : { ...cache, keep: 'none' };
  }

  /** An item's original: the file itself, or a copy of the zip entry. Throws `node_not_found` and what intake throws. */
  async original(run: StoredRun, item: Item, nodeId?: string): Promise<ShownFile> {
    const source = nodeId === undefined ? Object.values(item.sources)[0] : item.sources[nodeId];
    if (source === undefined) {
      const what = nodeId === undefined ? 'no original that can be shown' : `no original for “${nodeId}”`;
      throw new SafelightError('node_not_found', `“${item.name}” has ${what}.`);
    }
    if (source.kind === 'run') {
      throw new SafelightError(
        'node_not_found',
        `“${item.name}” is made of all pictures of the run and has no original.`,
      );
    }
    // By the name: an upload's file is called by its hash.
    if (source.kind === 'file') return { path: source.path, contentType: contentTypeOf(source.name) };
    const extension = extname(source.name).replaceAll(/[^.A-Za-z0-9]/g, '');
    const which = source.kind === 'zipEntry' ? source.entryIndex : 'url';
    const path = join(this.#deps.folders.cache, 'originals', run.uuid, `${item.id}-${which}${extension}`);
    await this.#copyOnce(path, () => this.#deps.intake.materialise(source, this.#deps.folders.work));
    return { path, contentType: contentTypeOf(path) };
  }

  /** A delivered file: itself, or a copy of its entry in the run's zip. Throws `not_found` and what reading the zip throws. */
  async delivered(run: StoredRun, item: Item, index: number): Promise<ShownFile> {
    const output = item.outputs[index];
    if (output === undefined) throw new SafelightError('not_found', `“${item.name}” has no such output.`);
    const { archive, path: place, fileName } = output;
    if (archive === undefined) return { path: place, contentType: contentTypeOf(fileName) };
    // By its content: after a retry there may be another zip.
    const path = join(this.#deps.folders.cache, 'delivered', run.uuid, `${output.sha256}${extname(fileName)}`);
    await this.#copyOnce(path, () => this.#deps.intake.unpack(archive, place, this.#deps.folders.work));
    return { path, contentType: contentTypeOf(fileName) };
  }

  /** Puts a copy of what is made plain into the cache, whole or not at all. */
  async #copyOnce(path: string, materialise: () => Promise<Materialised>): Promise<void> {
    await this.#once(path, async () => {
      const file = await materialise();
      const temp = join(path, '..', `.${uuidv7()}-${basename(path)}`);
      try {
        await copyFile(file.path, temp);
        await rename(temp, path);
        this.#deps.cache.grew((await stat(path)).size);
      } finally {
        await rm(temp, { force: true });
        await file.release();
      }
    });
  }

  async #once(path: string, make: () => Promise<void>): Promise<void> {
    if (await this.#deps.delivery.exists(path)) {
      // The cache drops what was not used for longest.
      const now = new Date();
      await utimes(path, now, now).catch(() => {});
      return;
    }
    let making = this.#making.get(path);
    if (making === undefined) {
      making = mkdir(join(path, '..'), { recursive: true })
        .then(make)
        .finally(() => this.#making.delete(path));
      this.#making.set(path, making);
    }
    await making;
  }

  /** With `mayLack`, a source that is not there is only missed by who has to read it. */
  async #withSources(
    item: Item,
    mayLack: boolean,
    use: (sources: Record<string, SourceFile>) => Promise<void>,
  ): Promise<void> {
    const files: Materialised[] = [];
    let lacking: unknown = null;
    try {
      const sources: Record<string, SourceFile> = {};
      for (const [nodeId, source] of Object.entries(item.sources)) {
        let path = join(this.#deps.folders.work, `missing-${uuidv7()}`);
        try {
          const file = await this.#deps.intake.materialise(source, this.#deps.folders.work);
          files.push(file);
          path = file.path;
        } catch (error) {
          if (!mayLack) throw error;
          lacking ??= error;
        }
        sources[nodeId] = { path, name: source.name };
      }
      if (Object.keys(sources).length === 0)
        throw new SafelightError('file_unreadable', `“${item.name}” has no picture that could be read.`);
      await use(sources);
    } catch (error) {
      // The host only knows that a file was missing, not why.
      throw lacking !== null && error instanceof SafelightError && error.code === 'file_not_found' ? lacking : error;
    } finally {
      for (const file of files) await file.release();
    }
  }
}

function contentTypeOf(path: string): string | null {
  return CONTENT_TYPES[extname(path).slice(1).toLowerCase()] ?? null;
}
