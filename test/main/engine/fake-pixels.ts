import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SafelightError } from '../../../src/contract/errors.ts';
import {
  type PixelResult,
  type PixelTask,
  PixelTaskError,
  type RenderTask,
} from '../../../src/contract/pixel-tasks.ts';
import type { ImageFacts } from '../../../src/contract/run.ts';
import type { PixelPort } from '../../../src/main/engine/ports.ts';

const EXTENSIONS: Record<string, string> = { jpeg: 'jpg', tiff: 'tif' };

export interface FakePixelsOptions {
  workers?: number;
  /** Called before a task is done; may wait, or throw to make it fail. */
  before?: (task: RenderTask) => unknown;
  /** Write nothing, for tests whose delivery is a fake too. */
  dry?: boolean;
}

/** Every task it was given, and a pixel port whose pictures are one line of text: which file, which node. */
export interface FakePixels extends PixelPort {
  readonly rendered: RenderTask[];
  mostAtOnce: number;
}

/** A picture's facts as the fake tells them. */
export const FAKE_FACTS: ImageFacts = {
  format: 'jpeg',
  width: 600,
  height: 400,
  orientation: 1,
  depth: 8,
  channels: 3,
  hasAlpha: false,
  pages: 1,
  space: 'srgb',
  profile: null,
  bytes: 1000,
  exif: { model: 'X100' },
};

export function createFakePixels(options: FakePixelsOptions = {}): FakePixels {
  let running = 0;
  const port: FakePixels = {
    workers: options.workers ?? 2,
    rendered: [],
    mostAtOnce: 0,
    async run<T extends PixelTask>(task: T, { signal }: { signal?: AbortSignal } = {}): Promise<PixelResult<T>> {
      if (task.kind === 'probe') return { facts: FAKE_FACTS } as PixelResult<T>;
      if (task.kind !== 'render') throw new Error('the fake only renders and probes');
      running += 1;
      port.mostAtOnce = Math.max(port.mostAtOnce, running);
      port.rendered.push(task);
      try {
        await unlessAborted(options.before?.(task), signal);
        return (await render(task, options.dry ?? false)) as PixelResult<T>;
      } finally {
        running -= 1;
      }
    },
    async close() {},
  };
  return port;
}

/** The error a node fails with. */
export function nodeFailure(nodeId: string, message = 'The picture is damaged.'): PixelTaskError {
  return new PixelTaskError({ code: 'image_corrupt', message, nodeId }, { nodeStates: [{ nodeId, status: 'failed' }] });
}

async function render(task: RenderTask, dry: boolean) {
  const nodes =
    task.target.kind === 'preview'
      ? [{ id: task.target.nodeId, format: task.target.format }]
      : task.workflow.nodes
          .filter((node) => node.type === 'export')
          .map((node) => ({ id: node.id, format: String(node.params['format'] ?? 'jpeg') }));
  const files = [];
  for (const [n, { id, format }] of nodes.entries()) {
    const names = Object.values(task.sources).map((source) => basename(source.path));
    const text = `${names.join(' + ')} at ${id}`;
    const tempPath = join(task.temp.folder, `${task.temp.prefix}${n}.tmp`);
    if (!dry) await writeFile(tempPath, text, { flag: 'wx' });
    files.push({
      nodeId: id,
      tempPath,
      format,
      extension: EXTENSIONS[format] ?? format,
      width: 600,
      height: 400,
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    });
  }
  return {
    files,
    nodeStates: task.workflow.nodes.map((node) => ({ nodeId: node.id, status: 'completed' as const })),
    facts: Object.fromEntries(Object.keys(task.sources).map((id) => [id, FAKE_FACTS])),
    inputHashes: Object.fromEntries(Object.keys(task.sources).map((id) => [id, 'a'.repeat(64)])),
    planHash: 'plan',
    engineVersion: 'fake',
  };
}

async function unlessAborted(work: unknown, signal: AbortSignal | undefined): Promise<void> {
  let stop = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new SafelightError('cancelled', 'Given up.'));
  });
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
