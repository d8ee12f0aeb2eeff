import { type ChildProcess, spawn } from 'node:child_process';
import { basename } from 'node:path';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import type { ErrorRecord } from '../../contract/errors.ts';
import {
  type HostReply,
  type HostRequest,
  type HostSettings,
  type PixelResult,
  type PixelTask,
  PixelTaskError,
} from '../../contract/pixel-tasks.ts';
import type { PixelPort } from '../engine/ports.ts';
import { CANCELLED } from './blame.ts';
import { forwardLines } from './forward-lines.ts';
import { removeFiles, temporaryFiles } from './leftovers.ts';
import {
  advance,
  initialState,
  type SupervisorCommand,
  type SupervisorEvent,
  type SupervisorLimits,
} from './supervisor-state.ts';

export type HostLog = (level: 'info' | 'warn' | 'error', message: string) => void;

export interface PixelHostOptions {
  /** Path of the host's entry: src/pixels/host.ts, or the bundled host.js. */
  entry: string;
  /** A plain Node, see node-binary.ts. */
  nodeBinary: string;
  settings: HostSettings;
  /** Folder of the user's own ONNX models; none when absent. */
  modelsFolder?: string;
  /** For tasks that name none. Counts from the moment the host starts the task. */
  defaultDeadlineMs: number;
  log: HostLog;
  limits?: Partial<Omit<SupervisorLimits, 'workers'>>;
}

interface Entry {
  task: PixelTask;
  resolve: (result: PixelResult<PixelTask>) => void;
  reject: (error: Error) => void;
  unlisten: () => void;
  answer: HostReply | null;
}

/**
 * V8 counts the buffers that sharp hands over as its own memory and collects everything twice a photo while its heap is
 * small: 10–30 ms each. Begun larger, it leaves that to the cheap collections. `npm run bench` uses the same.
 */
const NODE_FLAGS = ['--initial-old-space-size=192'];

/**
 * The pixel host as a port: tasks in, results out, whatever happens to the process behind it. Decides nothing itself
 * (see supervisor-state.ts); the host is spawned with the first task.
 */
export function createPixelHost(options: PixelHostOptions): PixelPort {
  const { workers } = options.settings;
  let state = initialState({ workers, readyMs: 20_000, graceMs: 3_000, stallMs: 60_000, ...options.limits });
  const entries = new Map<number, Entry>();
  const timers = new Map<string, NodeJS.Timeout>();
  let host: { process: ChildProcess; gone: Promise<void> } | null = null;
  const sweeping = new Set<Promise<void>>();
  let lastId = 0;

  function handle(event: SupervisorEvent): void {
    const next = advance(state, event);
    state = next.state;
    for (const command of next.commands) carryOut(command);
    const known = new Set([...state.waiting, ...state.inFlight].map((task) => task.id));
    for (const id of entries.keys()) if (!known.has(id)) entries.delete(id);
  }

  function carryOut(command: SupervisorCommand): void {
    switch (command.type) {
      case 'spawn':
        spawnHost();
        break;
      case 'kill':
        host?.process.kill('SIGKILL');
        break;
      case 'send': {
        const entry = entries.get(command.id);
        if (entry) send({ type: 'task', id: command.id, task: entry.task, alone: command.alone });
        break;
      }
      case 'drop':
        send({ type: 'drop', id: command.id });
        break;
      case 'deliver':
        deliver(command.id);
        break;
      case 'discard': {
        const reply = entries.get(command.id)?.answer;
        if (reply?.type === 'done' && 'files' in reply.result) {
          track(removeFiles(reply.result.files.map((file) => file.tempPath)));
        }
        break;
      }
      case 'reject':
        rejectTask(command.id, command.error);
        break;
      case 'sweep': {
        const task = entries.get(command.id)?.task;
        if (task) track((host?.gone ?? Promise.resolve()).then(() => removeFiles(temporaryFiles(task))));
        break;
      }
      case 'timer':
        clearTimeout(timers.get(command.key));
        timers.set(
          command.key,
          setTimeout(() => handle({ type: 'timer', key: command.key }), command.ms),
        );
        break;
      case 'clear':
        clearTimeout(timers.get(command.key));
        timers.delete(command.key);
        break;
    }
  }

  function spawnHost(): void {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn(options.nodeBinary, [...NODE_FLAGS, options.entry], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      windowsHide: true,
      env: {
        ...env,
        // sharp's calls share libuv's pool, 4 threads by default; file reads must not wait behind pictures.
        UV_THREADPOOL_SIZE: String(workers + 4),
        ...(options.modelsFolder === undefined ? {} : { SAFELIGHT_MODELS: options.modelsFolder }),
        // glibc keeps freed memory per thread otherwise: 30 % more RSS.
        ...(process.platform === 'linux' ? { MALLOC_ARENA_MAX: '2' } : {}),
      },
    });
    forwardLines(child.stdout, (line) => options.log('info', `pixel host: ${line}`));
    forwardLines(child.stderr, (line) => options.log('warn', `pixel host: ${line}`));
    const gone = new Promise<void>((resolve) => {
      const end = (reason: string): void => {
        resolve();
        if (host?.process !== child) return;
        host = null;
        if (state.phase !== 'stopping' && state.phase !== 'closed') {
          options.log('warn', `The pixel host ended unexpectedly (${reason}).`);
        }
        handle({ type: 'exited', reason });
      };
      child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
      // Also emitted when a message cannot be sent to a host that has just died; its exit follows then.
      child.on('error', (error) => {
        if (child.pid === undefined) end(error.message);
      });
    });
    child.on('message', (reply: HostReply) => {
      if (host?.process === child) onReply(reply);
    });
    host = { process: child, gone };
    send({ type: 'configure', settings: options.settings });
  }

  function send(request: HostRequest): void {
    // A host that dies takes unsent messages along; its exit event puts the tasks back.
    if (host?.process.connected) host.process.send(request, () => {});
  }

  function onReply(reply: HostReply): void {
    switch (reply.type) {
      case 'ready':
        options.log('info', `Pixel host ${reply.pid} is ready.`);
        handle({ type: 'ready' });
        break;
      case 'started':
        handle({ type: 'started', id: reply.id });
        break;
      case 'recycle':
        options.log('info', `Pixel host uses ${Math.round(reply.rss / 1e6)} MB and is replaced.`);
        handle({ type: 'recycle' });
        break;
      default: {
        const entry = entries.get(reply.id);
        if (entry) entry.answer = reply;
        handle({ type: 'answered', id: reply.id });
      }
    }
  }

  function deliver(id: number): void {
    const entry = entries.get(id);
    if (!entry?.answer) return;
    entry.unlisten();
    const reply = entry.answer;
    if (reply.type === 'done') entry.resolve(reply.result);
    else if (reply.type === 'failed') entry.reject(new PixelTaskError(reply.error, reply));
    else entry.reject(new PixelTaskError(CANCELLED));
  }

  function rejectTask(id: number, error: ErrorRecord): void {
    const entry = entries.get(id);
    if (!entry) return;
    entry.unlisten();
    if (error.code === 'internal' || error.code === 'worker_crashed') options.log('error', error.message);
    entry.reject(new PixelTaskError(error));
  }

  function track(work: Promise<void>): void {
    sweeping.add(work);
    void work.finally(() => sweeping.delete(work));
  }

  return {
    workers,
    run<T extends PixelTask>(task: T, { signal, deadlineMs }: { signal?: AbortSignal; deadlineMs?: number } = {}) {
      return new Promise<PixelResult<T>>((resolve, reject) => {
        if (signal?.aborted) {
          reject(new PixelTaskError(CANCELLED));
          return;
        }
        const id = ++lastId;
        const abort = (): void => handle({ type: 'abort', id });
        signal?.addEventListener('abort', abort, { once: true });
        entries.set(id, {
          task,
          // The host answers each kind of task with its own kind of result.
          resolve: resolve as Entry['resolve'],
          reject,
          unlisten: () => signal?.removeEventListener('abort', abort),
          answer: null,
        });
        handle({ type: 'submit', id, name: nameOf(task), deadlineMs: deadlineMs ?? options.defaultDeadlineMs });
      });
    },
    async close() {
      const last = host;
      handle({ type: 'close' });
      const ended = (last?.gone ?? Promise.resolve()).then(() => Promise.all(sweeping));
      // As for the exit timer: nobody waits for ever for a process that the system cannot end.
      await Promise.race([ended, setTimeoutPromise(state.limits.graceMs, undefined, { ref: false })]);
    },
  };
}

function nameOf(task: PixelTask): string {
  switch (task.kind) {
    case 'probe':
    case 'thumbnail':
      return task.source.name;
    case 'render':
      return Object.values(task.sources)[0]?.name ?? task.tokens.name;
    case 'sheet':
      return 'contact sheet';
    case 'hash':
    case 'sample':
      return basename(task.path);
  }
}
