import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import sharp from 'sharp';
import { main } from '../../../src/main/cli/program.ts';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  /** The JSON lines of stdout. */
  events: Record<string, unknown>[];
}

export interface Desk {
  folder: string;
  path(...names: string[]): string;
  /** Runs a command line in this process, on a data folder of its own; relative paths are below `folder`. */
  safelight(...args: string[]): Promise<Ended>;
  /** The same from its sources in a process of its own, with a look at each JSON line while it runs. */
  spawned(args: string[], onEvent?: (event: Record<string, unknown>, child: ChildProcess) => void): Promise<Ended>;
  tidy(): Promise<void>;
}

const ENTRY = join(import.meta.dirname, '../../../src/main/cli/index.ts');

/** A folder with a data folder in it, and the program to use on them. */
export async function aDesk(): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-cli-'));
  const before = process.cwd();
  process.chdir(folder);
  const path = (...names: string[]): string => join(folder, ...names);
  const spawned: Desk['spawned'] = (args, onEvent = () => {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [ENTRY, ...args], {
        cwd: folder,
        env: { ...process.env, SAFELIGHT_HOME: path('data') },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const lines: string[] = [];
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString();
      });
      createInterface({ input: child.stdout }).on('line', (line) => {
        lines.push(line);
        if (line.startsWith('{')) onEvent(JSON.parse(line) as Record<string, unknown>, child);
      });
      child.on('error', reject);
      child.on('close', (code) => {
        const events = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
        resolve({ code, stdout: lines.join('\n'), stderr, events });
      });
    });
  return {
    folder,
    path,
    spawned,
    safelight: (...args) => inProcess(folder, args),
    async tidy() {
      process.chdir(before);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function inProcess(folder: string, args: string[]): Promise<Ended> {
  const out: string[] = [];
  const told: string[] = [];
  const code = await main([...args, '--data', join(folder, 'data')], {
    out: (line) => out.push(line),
    json: (value) => out.push(JSON.stringify(value)),
    tell: (line) => told.push(line),
    interactive: false,
    onInterrupt() {},
  });
  const events = out.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  return { code, stdout: out.join('\n'), stderr: told.join('\n'), events };
}

/** Writes a small photo. */
export async function aPhoto(path: string, size = { width: 96, height: 64 }): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const gradient = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"><defs><linearGradient id="g"><stop stop-color="#204060"/><stop offset="1" stop-color="#e0c090"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`,
  );
  await sharp(gradient).jpeg({ quality: 90 }).toFile(path);
}

/** Writes something that has a photo's name only. */
export async function aBrokenPhoto(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64, 7)]));
}
