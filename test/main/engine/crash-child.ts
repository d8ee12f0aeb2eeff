import { join } from 'node:path';
import { createApp } from '../../../src/main/app.ts';
import { createDelivery } from '../../../src/main/delivery/delivery.ts';
import type { CommitRequest, DeliveryPort } from '../../../src/main/engine/ports.ts';
import type { CreateRun } from '../../../src/main/engine/run-service.ts';
import { createFakePixels } from './fake-pixels.ts';

/** Runs a spec and dies, as by kill -9, at the wanted point of the wanted picture. Arguments: data folder, point, name, spec as JSON. */
const [dataDir, point, name, json] = process.argv.slice(2) as [string, string, string, string];

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

const real = createDelivery();
const about = (request: CommitRequest): boolean => request.finalPath.includes(name);
const delivery: DeliveryPort = {
  ...real,
  async commit(request, onPath) {
    const committed = await real.commit(request, async (path) => {
      await onPath(path);
      if (point === 'recorded' && about(request)) await die();
    });
    if (point === 'published' && about(request)) await die();
    return committed;
  },
  async archive(root, files, target, onPath) {
    const path = await real.archive(root, files, target, onPath);
    if (point === 'archived') await die();
    return path;
  },
};
const pixels = createFakePixels({
  before: (task) => (point === 'rendering' && task.sources['input']?.name.includes(name) ? die() : undefined),
});

const app = await createApp({ dataDir: join(dataDir), pixels, delivery });
const run = await app.runs.create(JSON.parse(json) as CreateRun);
await app.runs.whenFinished(run.id);
await app.close();
