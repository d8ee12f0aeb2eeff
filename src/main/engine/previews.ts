import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { SafelightError } from '../../contract/errors.ts';
import type { SourceFile, TaskCache } from '../../contract/pixel-tasks.ts';
import type { Item } from '../../contract/run.ts';
import type { EngineDeps } from './engine-deps.ts';
import type { Materialised } from './ports.ts';
import { loadRunContext } from './run-context.ts';
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

  /** A node's picture. Throws `node_not_found`, and what rendering throws. */
  async render(run: StoredRun, item: Item, nodeId: string, options: PreviewOptions): Promise<ShownFile> {
    const context = await loadRunContext(this.#deps, run);
    if (!context.graph.nodes.has(nodeId)) {
      throw new SafelightError('node_not_found', `The workflow “${context.document.name}” has no node “${nodeId}”.`);
    }
    const format = options.format === 'jpeg' ? 'jpg' : options.format;
    const name = `${item.id}-${item.attempt}-${nodeId}-${options.longEdge ?? 'full'}.${format}`;
    const path = join(this.#deps.folders.cache, 'previews', run.uuid, name);
    await this.#once(path, () =>
      this.#withSources(item, async (sources) => {
        const folder = join(path, '..');
        const prefix = `.safelight-${uuidv7().slice(-12)}-`;
        const { document, naming } = context;
        const result = await this.#deps.pixels.run(
          {
            kind: 'render',
            workflow: document,
            sources,
            tokens: {
              name: item.name,
              seq: item.seq,
              relativeFolder: item.relativeFolder,
              workflow: naming.workflow,
              runDate: naming.runDate,
            },
            target: { kind: 'preview', nodeId, ...options },
            temp: { folder, prefix },
            tolerant: run.tolerant,
            cache: await this.#cached(run),
          },
          this.#deps.deadlineMs === undefined ? {} : { deadlineMs: this.#deps.deadlineMs },
        );
        const file = result.files[0];
        if (file === undefined) {
          throw new SafelightError('node_not_found', `The node “${nodeId}” makes no picture for ${item.name}.`, {
            nodeId,
          });
        }
        await rename(file.tempPath, path);
      }),
    );
    return { path, contentType: contentTypeOf(path) };
  }

  /** Looking at a picture uses what the run kept, and keeps nothing beside itself. */
  async #cached(run: StoredRun): Promise<TaskCache | null> {
    const cache = await this.#deps.cache.forTask(run);
    return cache && { ...cache, keep: 'none' };
  }

  /** An item's original: the file itself, or a copy of the zip entry. Throws `node_not_found` and what intake throws. */
  async original(run: StoredRun, item: Item, nodeId?: string): Promise<ShownFile> {
    const source = nodeId === undefined ? Object.values(item.sources)[0] : item.sources[nodeId];
    if (source === undefined) {
      const what = nodeId === undefined ? 'no original that can be shown' : `no original for “${nodeId}”`;
      throw new SafelightError('node_not_found', `${item.name} has ${what}.`);
    }
    if (source.kind === 'file') return { path: source.path, contentType: contentTypeOf(source.path) };
    const extension = extname(source.name).replaceAll(/[^.A-Za-z0-9]/g, '');
    const path = join(this.#deps.folders.cache, 'originals', run.uuid, `${item.id}-${source.entryIndex}${extension}`);
    await this.#once(path, async () => {
      const file = await this.#deps.intake.materialise(source, this.#deps.folders.work);
      const temp = join(path, '..', `.${uuidv7()}-${basename(path)}`);
      try {
        await copyFile(file.path, temp);
        await rename(temp, path);
      } finally {
        await rm(temp, { force: true });
        await file.release();
      }
    });
    return { path, contentType: contentTypeOf(path) };
  }

  async #once(path: string, make: () => Promise<void>): Promise<void> {
    if (await this.#deps.delivery.exists(path)) return;
    let making = this.#making.get(path);
    if (making === undefined) {
      making = mkdir(join(path, '..'), { recursive: true })
        .then(make)
        .finally(() => this.#making.delete(path));
      this.#making.set(path, making);
    }
    await making;
  }

  async #withSources(item: Item, use: (sources: Record<string, SourceFile>) => Promise<void>): Promise<void> {
    const files: Materialised[] = [];
    try {
      const sources: Record<string, SourceFile> = {};
      for (const [nodeId, source] of Object.entries(item.sources)) {
        const file = await this.#deps.intake.materialise(source, this.#deps.folders.work);
        files.push(file);
        sources[nodeId] = { path: file.path, name: source.name };
      }
      if (files.length === 0)
        throw new SafelightError('file_unreadable', `${item.name} has no picture that could be read.`);
      await use(sources);
    } finally {
      for (const file of files) await file.release();
    }
  }
}

function contentTypeOf(path: string): string | null {
  return CONTENT_TYPES[extname(path).slice(1).toLowerCase()] ?? null;
}
