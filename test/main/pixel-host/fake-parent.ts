import { createPixelHost } from '../../../src/main/pixel-host/supervisor.ts';

/** A main process that starts a pixel host (first argument: its entry), prints its process id and then does nothing. */
const port = createPixelHost({
  entry: process.argv[2]!,
  nodeBinary: process.execPath,
  settings: { workers: 1, memoryBudget: 1e9, maxPixels: 1e8 },
  defaultDeadlineMs: 60_000,
  log(_level, message) {
    const pid = /^Pixel host (\d+) is ready/.exec(message)?.[1];
    if (pid !== undefined) console.log(pid);
  },
});
await port.run({ kind: 'hash', path: 'hang' });
