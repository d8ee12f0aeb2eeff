import type { PixelResult, PixelTask, RenderResult, RenderTask } from '../../src/contract/pixel-tasks.ts';
import type { ImageFacts } from '../../src/contract/run.ts';
import { createDelivery } from '../../src/main/delivery/delivery.ts';
import type { CommitRequest, DeliveryPort, Found, IntakePort, PixelPort } from '../../src/main/engine/ports.ts';

/** Neighbours of the engine that cost nothing, to see what the engine and the store cost. */

const FACTS: ImageFacts = {
  format: 'jpeg',
  width: 6000,
  height: 4000,
  orientation: 1,
  depth: 8,
  channels: 3,
  hasAlpha: false,
  pages: 1,
  space: 'srgb',
  profile: 'sRGB IEC61966-2.1',
  bytes: 9_000_000,
  exif: { make: 'Camera', model: 'X100', iso: 400, fNumber: 5.6, exposureTime: 0.002, takenAt: '2026-05-01T12:00:00' },
};

/** A folder of so many pictures that are not there. */
export function stubIntake(count: number): IntakePort {
  return {
    async *discover() {
      for (let n = 0; n < count; n += 1) {
        const name = `IMG_${String(n).padStart(7, '0')}.jpg`;
        const source = { kind: 'file' as const, path: `/card/DCIM/${name}`, name, relativeFolder: '' };
        yield { type: 'source', source: { ...source, bytes: FACTS.bytes, modifiedMs: 0 } } satisfies Found;
      }
    },
    async materialise(source) {
      return { path: source.kind === 'file' ? source.path : '', async release() {} };
    },
    unpackPicture: () => Promise.reject(new Error('there are no zips here')),
    unpack: () => Promise.reject(new Error('there are no zips here')),
  };
}

/** Every file is published at once. */
export function stubDelivery(): DeliveryPort {
  return {
    ...createDelivery(),
    async exists() {
      return false;
    },
    async commit(request: CommitRequest, onPath) {
      await onPath(request.finalPath);
      return { type: 'published', path: request.finalPath, unchanged: false };
    },
  };
}

/** Renders nothing; calls `onTask` for each picture. */
export function stubPixels(workers: number, onTask: () => void): PixelPort {
  return {
    workers,
    async run<T extends PixelTask>(task: T): Promise<PixelResult<T>> {
      if (task.kind !== 'render') throw new Error('only rendering is stubbed');
      onTask();
      // As the real one, never in the same turn.
      await new Promise((resolve) => setImmediate(resolve));
      return rendered(task) as PixelResult<T>;
    },
    async close() {},
  };
}

function rendered(task: RenderTask): RenderResult {
  const exports = task.workflow.nodes.filter((node) => node.type === 'export');
  const hash = 'c0ffee00'.repeat(8);
  return {
    files: exports.map(({ id }, n) => ({
      nodeId: id,
      tempPath: `${task.temp.folder}/${task.temp.prefix}${n}.tmp`,
      format: 'jpeg',
      extension: 'jpg',
      width: 2048,
      height: 1365,
      bytes: 400_000,
      sha256: hash,
    })),
    nodeStates: task.workflow.nodes.map(({ id }) => ({
      nodeId: id,
      status: 'completed',
      startedAt: '2026-11-21T12:00:00.000Z',
      finishedAt: '2026-11-21T12:00:01.000Z',
      milliseconds: 12.5,
      width: 2048,
      height: 1365,
    })),
    facts: Object.fromEntries(Object.keys(task.sources).map((id) => [id, FACTS])),
    inputHashes: Object.fromEntries(Object.keys(task.sources).map((id) => [id, hash])),
    planHash: hash,
    engineVersion: 'stub',
  };
}
