import { hash } from 'node:crypto';
import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { SafelightError } from '../../../contract/errors.ts';
import type { RenderTask, SourceFile } from '../../../contract/pixel-tasks.ts';
import type { App } from '../../app.ts';

/**
 * What a copy is for. `look`: shown as it is, and kept in the cache. `work`: worked on, so without loss, and kept until some
 * dozens of others were needed, or the program ends; also where the cache is to keep nothing.
 */
export type CopyUse = 'look' | 'work';

/** Small copies of pictures on disk, good for as long as the file is what it was. */
export interface SmallCopies {
  /**
   * Path of an upright sRGB copy that fits `longEdge` pixels. Throws `file_not_found`, and what reading the picture throws.
   * @param name what people call the picture, for errors; the file's own name without
   */
  get(path: string, longEdge: number, use: CopyUse, name?: string): Promise<string>;
}

const FORMATS = { look: 'webp', work: 'png' } as const;
/** Some megabytes each. */
const MOST_WORKED_ON = 48;

export function createSmallCopies(app: Pick<App, 'pixels' | 'cache' | 'dataDir'>): SmallCopies {
  const folders = { look: join(app.dataDir, 'cache', 'small'), work: join(app.dataDir, 'work', 'small') };
  /** The last used one last. */
  const workedOn = new Set<string>();
  /** Who asks for one that is being made waits for it. */
  const making = new Map<string, Promise<string>>();

  async function make(from: SourceFile, target: string, longEdge: number, use: CopyUse): Promise<string> {
    const folder = folders[use];
    await mkdir(folder, { recursive: true });
    const temp = { folder, prefix: `.safelight-${uuidv7().slice(-12)}-` };
    if (use === 'look') {
      const { tempPath, bytes } = await app.pixels.run({ kind: 'thumbnail', source: from, longEdge, temp });
      await rename(tempPath, target);
      app.cache.grew(bytes);
    } else await rename(await workingCopy(from, longEdge, temp), target);
    return target;
  }

  /** Of the picture itself, not of what a camera put beside it, and without loss. */
  async function workingCopy(from: SourceFile, longEdge: number, temp: RenderTask['temp']): Promise<string> {
    const result = await app.pixels.run({
      kind: 'render',
      workflow: {
        format: 1,
        name: 'Small copy',
        nodes: [
          { id: 'in', type: 'imageInput', params: {}, inputs: {} },
          { id: 'out', type: 'export', params: {}, inputs: { image: 'in' } },
        ],
      },
      sources: { in: from },
      tokens: { name: '', seq: 1, relativeFolder: '', workflow: 'small-copy', runDate: new Date(0).toISOString() },
      target: { kind: 'preview', nodeId: 'in', longEdge, format: FORMATS.work },
      temp,
      tolerant: true,
    });
    const [file] = result.files;
    if (file === undefined) throw new SafelightError('node_failed', `“${from.name}” gives no picture.`);
    return file.tempPath;
  }

  /**
   * The cache drops what was not used for longest, which the time of a copy tells. One that is worked on is left as it is: somebody may be
   * reading it, to whom it would have changed.
   */
  async function isThere(target: string, use: CopyUse): Promise<boolean> {
    const now = new Date();
    const looked = use === 'look' ? utimes(target, now, now) : stat(target);
    return await looked.then(
      () => true,
      () => false,
    );
  }

  async function used(target: string): Promise<void> {
    workedOn.delete(target);
    workedOn.add(target);
    const [oldest] = workedOn;
    if (workedOn.size <= MOST_WORKED_ON || oldest === undefined) return;
    workedOn.delete(oldest);
    await rm(oldest, { force: true });
  }

  return {
    async get(path, longEdge, use, name = basename(path)) {
      const facts = await stat(path).catch(() => {
        throw new SafelightError('file_not_found', `“${path}” is not there any more.`);
      });
      const key = hash('sha256', `${path}\n${facts.ino}\n${facts.size}\n${facts.mtimeMs}\n${facts.ctimeMs}`, 'hex');
      const target = join(folders[use], `${key.slice(0, 32)}-${longEdge}.${FORMATS[use]}`);
      if (use === 'work') await used(target);
      if (await isThere(target, use)) return target;
      const going =
        making.get(target) ?? make({ path, name }, target, longEdge, use).finally(() => making.delete(target));
      making.set(target, going);
      return await going;
    },
  };
}
