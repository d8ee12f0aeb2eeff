import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { RenderTask } from '../../../src/contract/pixel-tasks.ts';
import { createPixelHost } from '../../../src/main/pixel-host/supervisor.ts';

const folder = mkdtempSync(join(tmpdir(), 'safelight-host-'));
const entry = fileURLToPath(new URL('../../../src/pixels/host.ts', import.meta.url));
let pid = 0;

const pixels = createPixelHost({
  entry,
  nodeBinary: process.execPath,
  settings: { workers: 2, memoryBudget: 300e6, maxPixels: 100e6 },
  defaultDeadlineMs: 60_000,
  log(_level, message) {
    pid = Number(/^Pixel host (\d+) is ready/.exec(message)?.[1] ?? pid);
  },
});
afterAll(async () => {
  await pixels.close();
  await rm(folder, { recursive: true });
});

const workflow: RenderTask['workflow'] = {
  format: 1,
  name: 'Small',
  nodes: [
    { id: 'in', type: 'imageInput', params: {}, inputs: {} },
    { id: 'resize', type: 'resize', params: { longEdge: 60 }, inputs: { image: 'in' } },
    { id: 'out', type: 'export', params: { format: 'jpeg' }, inputs: { image: 'resize' } },
  ],
};

async function photo(name: string, width = 120, height = 80): Promise<string> {
  const path = join(folder, name);
  const picture = sharp({ create: { width, height, channels: 3, background: '#c08040' } });
  await writeFile(path, await picture.jpeg().toBuffer());
  return path;
}

let jobs = 0;
function render(path: string, more: Partial<RenderTask> = {}): RenderTask {
  const name = path.split('/').at(-1)!;
  return {
    kind: 'render',
    workflow,
    sources: { in: { path, name } },
    tokens: { name, seq: 1, relativeFolder: '', workflow: 'small', runDate: '2026-01-01T00:00:00Z' },
    target: { kind: 'deliver' },
    temp: { folder: join(folder, 'out'), prefix: `.job${++jobs}-` },
    tolerant: false,
    ...more,
  };
}

describe('the real pixel host', () => {
  afterEach(() => rm(join(folder, 'out'), { recursive: true, force: true }));
  const outFolder = () => mkdir(join(folder, 'out'), { recursive: true });

  it('renders a photo into a temp file and says what it did', async () => {
    await outFolder();
    const result = await pixels.run(render(await photo('good.jpg')));
    const [file] = result.files;
    expect(file).toMatchObject({ nodeId: 'out', format: 'jpeg', width: 60, height: 40 });
    const bytes = await readFile(file!.tempPath);
    expect(file).toMatchObject({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    expect(result.nodeStates.map(({ nodeId, status }) => [nodeId, status])).toEqual([
      ['in', 'completed'],
      ['resize', 'completed'],
      ['out', 'completed'],
    ]);
  });

  it('fails a damaged file alone, with its code, node and facts, and leaves nothing of it', async () => {
    await outFolder();
    const good = await photo('beside.jpg');
    const whole = await readFile(await photo('whole.jpg', 1200, 800));
    const damaged = join(folder, 'cut.jpg');
    await writeFile(damaged, whole.subarray(0, whole.length / 2));
    const [first, second, third] = await Promise.allSettled([
      pixels.run(render(good)),
      pixels.run(render(damaged)),
      pixels.run(render(good)),
    ]);
    expect([first.status, third.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(second).toMatchObject({
      reason: { code: 'image_truncated', nodeId: 'in', message: expect.stringContaining('cut.jpg') },
    });
    expect(second).toMatchObject({ reason: { facts: { in: { width: 1200 } } } });
    expect(await readdir(join(folder, 'out'))).toHaveLength(2);
  });

  it('refuses a picture that needs more memory than it may ever have', async () => {
    await outFolder();
    const huge = await photo('huge.jpg', 9900, 9900);
    const task = render(huge, {
      workflow: {
        ...workflow,
        nodes: [
          workflow.nodes[0]!,
          { id: 'turn', type: 'rotate', params: { angle: 10 }, inputs: { image: 'in' } },
          { ...workflow.nodes[2]!, inputs: { image: 'turn' } },
        ],
      },
    });
    await expect(pixels.run(task)).rejects.toMatchObject({
      code: 'image_too_large',
      message: expect.stringMatching(/“huge\.jpg” has 98 megapixels.*GB/),
    });
  });

  it('survives a native crash in the middle of its work', async () => {
    await outFolder();
    const good = await photo('crash.jpg', 3000, 2000);
    await pixels.run({ kind: 'hash', path: good });
    const before = pid;
    const rendering = Promise.all([pixels.run(render(good)), pixels.run(render(good))]);
    process.kill(before, 'SIGSEGV');
    const results = await rendering;
    expect(results.every(({ files }) => existsSync(files[0]!.tempPath))).toBe(true);
    expect(pid).not.toBe(before);
  });
});
