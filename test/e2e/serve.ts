import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Served {
  uiUrl: string;
  folder: string;
  stop(): Promise<void>;
}

/** `safelight serve`, as a user would start it; with an empty data folder and on a free port unless they are given. */
export async function serve(data?: string, port = 0): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-e2e-'));
  const child: ChildProcess = spawn(
    process.execPath,
    ['bin/safelight.mjs', 'serve', '--port', String(port), '--json', '--data', data ?? join(folder, 'data')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const uiUrl = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const event = JSON.parse(line) as { event: string; uiUrl?: string };
      if (event.event === 'listening') resolve(event.uiUrl!);
    });
  });
  return {
    uiUrl,
    folder,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
