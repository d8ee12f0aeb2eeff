import { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

/**
 * Does a run, or undoes one, with pictures that are only text, and dies as by kill -9 around the n-th file-system call that
 * changes something in the output folder or among the kept files: just before it for even n, just after it for odd n.
 * Says how many such moments there were when it came to its end. Arguments: root folder, what, n, for `run` its spec as JSON.
 */
const [root, what, n, json] = process.argv.slice(2) as [string, 'run' | 'undo', string, string];

const places = [join(root, 'out'), join(root, 'data', 'replaced'), join(root, 'data', 'staging')];
let moment = 0;

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

const calls = ['link', 'unlink', 'rename', 'rmdir', 'mkdir', 'symlink', 'rm'] as const;
const patched = promises as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
for (const name of calls) {
  const real = patched[name]!;
  patched[name] = async (...args) => {
    const counts = args.some((arg) => typeof arg === 'string' && places.some((place) => arg.startsWith(place)));
    if (!counts) return await real(...args);
    const before = moment;
    moment += 2;
    if (before === Number(n)) await die();
    try {
      return await real(...args);
    } finally {
      if (before + 1 === Number(n)) await die();
    }
  };
}
syncBuiltinESMExports();

// Only now, so that what they import is patched.
const { createApp } = await import('../../../src/main/app.ts');
const { createFakePixels } = await import('../../main/engine/fake-pixels.ts');
const app = await createApp({ dataDir: join(root, 'data'), pixels: createFakePixels(), workers: 1 });
if (what === 'undo') await app.runs.undo(1);
else {
  const run = await app.runs.create(JSON.parse(json));
  await app.runs.whenFinished(run.id);
}
await app.close();
process.stdout.write(String(moment));
