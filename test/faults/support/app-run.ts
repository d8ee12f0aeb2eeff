import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SafelightEvent } from '../../../src/contract/events.ts';
import type { Run } from '../../../src/contract/run.ts';
import { type AppOptions, createApp } from '../../../src/main/app.ts';
import { delivered } from './delivered.ts';

export interface AppRunOptions extends Omit<AppOptions, 'dataDir'> {
  /** Made for this run alone. */
  folder: string;
  photos: string;
  /** A workflow document, or the slug of a built-in one. */
  workflow: unknown;
  /** Called for every event while the run goes on. */
  onEvent?: (event: SafelightEvent) => void;
  /** Called with the process id of every pixel host as it gets ready. */
  onHost?: (pid: number) => void;
}

export interface AppRun {
  run: Run;
  /** File name → code of the error it failed with. */
  failed: Record<string, string>;
  /** Path → SHA-256. */
  files: Record<string, string>;
  /** Pixel hosts that were started. */
  hosts: number[];
}

/** Runs a workflow over a folder with the real pixel host, in this process, to its end. */
export async function appRun({
  folder,
  photos,
  workflow,
  onEvent,
  onHost,
  ...options
}: AppRunOptions): Promise<AppRun> {
  mkdirSync(folder, { recursive: true });
  const hosts: number[] = [];
  const app = await createApp({
    workers: 2,
    ...options,
    dataDir: join(folder, 'data'),
    log: {
      info(message) {
        const ready = /^Pixel host (\d+) is ready/.exec(message);
        if (ready === null) return;
        hosts.push(Number(ready[1]));
        onHost?.(Number(ready[1]));
      },
      warn() {},
      error() {},
    },
  });
  try {
    const failed: Record<string, string> = {};
    app.events.on((event) => {
      if (event.event === 'item.failed') failed[event.name] = event.error.code;
      onEvent?.(event);
    });
    const out = join(folder, 'out');
    const started = await app.runs.create({
      workflow: typeof workflow === 'string' ? workflow : { document: workflow },
      inputs: { imageInput: { paths: [photos], recursive: true } },
      output: { folder: out, collision: 'suffix', zip: false, zipLayout: 'preserve' },
      trigger: 'cli',
    });
    const run = await app.runs.whenFinished(started.id);
    return { run, failed, files: await delivered(out), hosts };
  } finally {
    await app.close();
  }
}
