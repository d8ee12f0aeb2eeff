import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { extractArchive } from './archive.ts';

export interface PackedQuestion {
  id: number;
  url: string;
  method: string;
  body?: unknown;
}

export interface PackedAnswer {
  id: number;
  status: number;
  text: string;
}

export interface PackedApp {
  /** The address its window opened. */
  address: string;
  /** As a page of the window asks. */
  ask(path: string, options?: { method?: string; body?: unknown }): Promise<{ status: number; text: string }>;
  stop(): Promise<void>;
}

/**
 * Puts a folder in the place of the archive, which only Electron can read; code in it finds what lies beside it as it does in Electron.
 * @param resources the package's
 */
export async function openArchive(resources: string): Promise<void> {
  const archive = join(resources, 'app.asar');
  const folder = join(resources, 'opened');
  extractArchive(archive, folder);
  await rename(archive, join(resources, 'app.asar.archive'));
  await rename(folder, archive);
}

/** Starts the packed program, without Electron but with everything else that is in the package. Its archive must have been opened. */
export async function startPackedApp(resources: string, home: string): Promise<PackedApp> {
  const child = fork(join(import.meta.dirname, 'packed-app-process.ts'), [resources], {
    // Nothing of this process's: npm's paths lead to the checkout.
    env: { HOME: home, SAFELIGHT_HOME: join(home, 'data'), PATH: '' },
    execArgv: [],
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)));
  const waiting = new Map<number, (answer: PackedAnswer) => void>();
  child.on('message', (answer: PackedAnswer) => waiting.get(answer.id)?.(answer));
  const gone = once(child, 'exit').then(() => {
    throw new Error(`The packed program ended:\n${said}`);
  });
  gone.catch(() => {});
  const answerTo = (id: number) =>
    Promise.race([gone, new Promise<PackedAnswer>((resolve) => waiting.set(id, resolve))]);

  const { text: address } = await answerTo(0);
  let last = 0;
  return {
    address,
    ask: async (path, { method = 'GET', body } = {}) => {
      const id = ++last;
      const answer = answerTo(id);
      child.send({ id, url: new URL(path, address).href, method, body } satisfies PackedQuestion);
      return answer;
    },
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
