import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { toErrorRecord } from '../../contract/errors.ts';
import type { HostReply, HostRequest, HostSettings } from '../../contract/pixel-tasks.ts';
import { MemoryAdmission } from './admission.ts';
import type { AdmissionReply, AdmissionRequest, WorkerAnswer, WorkerJob } from './worker-protocol.ts';

type TaskRequest = HostRequest & { type: 'task' };

export interface DispatcherOptions {
  settings: HostSettings;
  /** Runs a job on a worker thread; at most `settings.workers` at once are asked for. */
  run: (job: WorkerJob, transfer: MessagePort[]) => Promise<WorkerAnswer | null>;
  reply: (reply: HostReply) => void;
  /** A task whose file is not read and planned after this long counts as started, so that its deadline runs. */
  openingMs: number;
  /** Called after each task. */
  afterTask: () => void;
}

/** The host's queue: hands tasks to worker threads as they become free, and watches over memory and over who runs alone. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #memory: MemoryAdmission;
  readonly #queue: TaskRequest[] = [];
  readonly #running = new Map<number, { alone: boolean; started: boolean; dropped: boolean }>();

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#memory = new MemoryAdmission(options.settings.memoryBudget);
  }

  submit(request: TaskRequest): void {
    this.#queue.push(request);
    this.#next();
  }

  /** Forgets a task that waits; one that works already goes on and answers as usual. */
  drop(id: number): void {
    const at = this.#queue.findIndex((request) => request.id === id);
    if (at >= 0) {
      this.#queue.splice(at, 1);
      this.#options.reply({ type: 'dropped', id });
      return;
    }
    const running = this.#running.get(id);
    if (!running || !this.#memory.isWaiting(id)) return;
    running.dropped = true;
    this.#memory.release(id);
  }

  #next(): void {
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      const blocked = next.alone
        ? this.#running.size > 0
        : [...this.#running.values()].some(({ alone }) => alone) ||
          this.#running.size >= this.#options.settings.workers;
      if (blocked) return;
      this.#queue.shift();
      void this.#execute(next);
    }
  }

  async #execute({ id, task, alone }: TaskRequest): Promise<void> {
    this.#running.set(id, { alone, started: false, dropped: false });
    const opening = setTimeout(() => this.#started(id), this.#options.openingMs);
    // Only decoding needs memory worth waiting for.
    if (task.kind !== 'render' && task.kind !== 'thumbnail') this.#started(id);
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (request: AdmissionRequest) => {
      void this.#memory.request(id, request.bytes).then((admitted) => {
        if (admitted) this.#started(id);
        const reply: AdmissionReply = admitted ? { admitted } : { admitted, largest: this.#memory.largest };
        port1.postMessage(reply);
      });
    });
    const { maxPixels } = this.#options.settings;
    // A worker answers even its failures; it rejects only when the thread itself is lost.
    const answer = await this.#options
      .run({ task, port: port2, maxPixels }, [port2])
      .catch((thrown: unknown): WorkerAnswer => ({ ok: false, error: lostThread(thrown) }));
    clearTimeout(opening);
    port1.close();
    const dropped = this.#running.get(id)?.dropped === true;
    this.#running.delete(id);
    this.#memory.release(id);
    this.#options.reply(dropped ? { type: 'dropped', id } : answerFor(id, answer));
    this.#options.afterTask();
    this.#next();
  }

  #started(id: number): void {
    const running = this.#running.get(id);
    if (!running || running.started) return;
    running.started = true;
    this.#options.reply({ type: 'started', id });
  }
}

function answerFor(id: number, answer: WorkerAnswer | null): HostReply {
  if (answer === null) return { type: 'failed', id, error: toErrorRecord('The worker gave no answer.') };
  if (answer.ok) return { type: 'done', id, result: answer.result };
  const { ok: _, ...failure } = answer;
  return { type: 'failed', id, ...failure };
}

function lostThread(thrown: unknown) {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? {
        code: 'out_of_memory' as const,
        message:
          'There was not enough memory for this picture. Close other programs, use fewer workers, or make it smaller.',
      }
    : toErrorRecord(thrown);
}
