import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const CLI = join(import.meta.dirname, '../../../src/main/cli/index.ts');
/** Compiled code kept between the hundreds of starts; a start then takes half the time. */
const COMPILE_CACHE = join(tmpdir(), 'safelight-fault-compile-cache');
const NEVER_LONGER_MS = 120_000;

/** How a command line ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** The JSON lines of stdout. */
  events: { event: string; [field: string]: unknown }[];
}

/** A running `safelight …`, unbundled, in a process of its own. */
export interface SafelightProcess {
  readonly pid: number;
  /** Resolves when stdout has had so many lines with this event; also when the process ends before. */
  event(name: string, times?: number): Promise<void>;
  /** Process ids of the pixel hosts that live now. */
  hosts(): number[];
  /** SIGKILL. */
  kill(): void;
  /** Of the process itself. Hosts may live a moment longer: see `gone`. */
  readonly ended: Promise<Ended>;
}

/** Starts `safelight` with the arguments. `env` is added to the environment. */
export function startSafelight(args: string[], env: Record<string, string> = {}): SafelightProcess {
  const child = spawn(process.execPath, [CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
  });
  const watchdog = setTimeout(() => child.kill('SIGKILL'), NEVER_LONGER_MS);
  let stdout = '';
  let stderr = '';
  let heard = (): void => {};
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    heard();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    clearTimeout(watchdog);
    return {
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout,
      stderr,
      events: linesOf(stdout),
    };
  });
  return {
    pid: pidOf(child),
    event(name, times = 1) {
      const there = (): boolean => linesOf(stdout).filter(({ event }) => event === name).length >= times;
      const seen = new Promise<void>((resolve) => {
        const look = (): void => void (there() && resolve());
        const before = heard;
        heard = () => {
          before();
          look();
        };
        look();
      });
      return Promise.race([seen, ended.then(() => {})]);
    },
    hosts: () => childrenOf(pidOf(child)),
    kill: () => void child.kill('SIGKILL'),
    ended,
  };
}

/** Runs a command line to its end. */
export async function safelight(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return await startSafelight(args, env).ended;
}

/** Waits until none of the processes exists any more; false when one still does after the time. */
export async function gone(pids: readonly number[], withinMs = 5000): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (pids.some(isAlive)) {
    if (performance.now() > until) return false;
    await wait(10);
  }
  return true;
}

/** Exists and is no zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Sends a signal to a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It was faster.
  }
}

function childrenOf(pid: number): number[] {
  try {
    const listed = existsSync('/proc')
      ? readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      : execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
    return listed.trim().split(/\s+/).filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('node could not be started');
  return child.pid;
}

/** Whole lines only: the last one may still be coming, or was cut off by the kill. */
function linesOf(stdout: string): Ended['events'] {
  return stdout
    .slice(0, stdout.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Ended['events'][number]);
}
