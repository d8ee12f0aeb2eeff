import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { SafelightEvent } from '../../../../src/contract/events.ts';
import { CreateHotFolderBody, type HotFolder } from '../../../../src/contract/hot-folder.ts';
import { PixelTaskError } from '../../../../src/contract/pixel-tasks.ts';
import { type App, createApp } from '../../../../src/main/app.ts';
import type { PixelPort } from '../../../../src/main/engine/ports.ts';
import { createFakePixels } from '../../engine/fake-pixels.ts';
import { type ManualClock, manualClock } from '../../engine/manual-clock.ts';
import { workflowWith } from '../../engine/world.ts';
import { emptyFolder } from '../../store/folder.ts';

/** The last bytes of a photo that is complete, as far as the fake decoder can tell. */
const END = 'the end';

/** Bytes of a photo. */
export function photo(text: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(`${text} ${END}`)]);
}

/** A pixel port that tells complete photos from others and hashes them, and writes a line of text for each export. */
export function photoPixels(): PixelPort {
  const fake = createFakePixels({
    before: (task) => {
      for (const { path, name } of Object.values(task.sources)) {
        if (readFileSync(path).toString('latin1').endsWith(END)) continue;
        throw new PixelTaskError({ code: 'image_truncated', message: `“${name}” ends too early.` });
      }
    },
  });
  const port: PixelPort = {
    ...fake,
    async run(task, options) {
      const result = await fake.run(task, options);
      if (task.kind !== 'render' || !('inputHashes' in result)) return result;
      const hashes = Object.entries(task.sources).map(([id, { path }]) => [
        id,
        createHash('sha256').update(readFileSync(path)).digest('hex'),
      ]);
      return { ...result, inputHashes: Object.fromEntries(hashes) };
    },
  };
  return port;
}

/** A watched folder whose time passes when the test says so, looked at by polling, so that nothing depends on the machine's speed. */
export interface HotWorld {
  app: App;
  clock: ManualClock;
  root: string;
  folder: string;
  out: string;
  events: SafelightEvent[];
  /** Writes a file below the folder, complete unless it is given as bytes. */
  put(path: string, content?: Buffer): void;
  watch(more?: Partial<CreateHotFolderBody>): Promise<HotFolder>;
  /** Lets time pass until the condition holds. */
  until(holds: () => Promise<boolean> | boolean): Promise<void>;
  /** Lets time pass in small steps. */
  pass(seconds: number): Promise<void>;
  reopen(): Promise<HotWorld>;
}

export async function hotWorld(root = emptyFolder()): Promise<HotWorld> {
  const folder = join(root, 'hot');
  const out = join(root, 'out');
  mkdirSync(folder, { recursive: true });
  const clock = manualClock();
  const app = await createApp({
    dataDir: join(root, 'data'),
    pixels: photoPixels(),
    clock,
    timers: clock.timers,
    watchHotFolders: true,
  });
  onTestFinished(() => app.close());
  const events: SafelightEvent[] = [];
  app.events.on((event) => events.push(event));
  /** A turn takes real time for its file calls: the loop is given some between two steps of the clock. */
  const step = async (): Promise<void> => {
    clock.pass(500);
    for (let n = 0; n < 12; n += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    app,
    clock,
    root,
    folder,
    out,
    events,
    put(path, content = photo(path)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    },
    async watch(more = {}) {
      if ((await app.workflows.list()).every(({ slug }) => slug !== 'test')) await app.workflows.create(workflowWith());
      return await app.hotFolders.create(
        CreateHotFolderBody.parse({ folder, workflow: 'test', output: { folder: out }, polling: 'always', ...more }),
      );
    },
    async until(holds) {
      await vi.waitFor(
        async () => {
          await step();
          if (!(await holds())) throw new Error('not yet');
        },
        { timeout: 20_000, interval: 1 },
      );
    },
    async pass(seconds) {
      for (let n = 0; n < seconds * 2; n += 1) await step();
    },
    async reopen() {
      await app.close();
      return await hotWorld(root);
    },
  };
}

/** Removes a folder with all in it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
