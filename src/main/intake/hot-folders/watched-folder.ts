import { stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { SafelightEvent } from '../../../contract/events.ts';
import type { Run } from '../../../contract/run.ts';
import type {
  EventsOfHotFolders,
  FileToTake,
  HotFolderStorePort,
  RunsOfHotFolders,
  StoredHotFolder,
} from '../../engine/hot-folder-port.ts';
import type { Clock, Log, PixelPort, Timers } from '../../engine/ports.ts';
import { lookWhetherComplete } from './at-rest.ts';
import { Candidates } from './candidates.ts';
import { type Changes, watchFolder } from './changes.ts';
import { fileStamp } from './file-stamp.ts';
import { isOnNetwork } from './network-volume.ts';
import { openForWriting } from './open-for-writing.ts';
import { leftOut, partnersOf } from './pairs.ts';
import { QuietWindow } from './quiet-window.ts';
import { settleRun } from './settle-run.ts';
import { Settling } from './settling.ts';

export interface WatchDeps {
  store: HotFolderStorePort;
  runs: RunsOfHotFolders;
  events: EventsOfHotFolders;
  pixels: Pick<PixelPort, 'run'>;
  clock: Clock;
  timers: Timers;
  log: Log;
  /** For temp files. */
  workFolder: string;
  /** Something that is shown has changed. */
  onChange(hotFolderId: number): void;
}

/** A file that is complete and waits for others to come. */
interface Ready extends FileToTake {
  state: 'taken';
}

/** Between two looks around: where the system tells of changes, and where it does not. */
const RESCAN_MS = 60_000;
const POLL_MS = 5_000;
/** After an error: the workflow was removed, the database refuses to write. */
const FAILED_MS = 30_000;
/** Between two looks whether a folder is there, or is back: no system tells that a disk was unplugged. */
const THERE_MS = 3_000;
/** A file that does not change and is no complete picture is given to a run after this long, which then says what is wrong. */
const PATIENCE_MS = 5 * 60_000;
/** Pictures looked at side by side: the runs need the cores. */
const LOOKS = 2;

/** The label by which a hot folder's runs are known. */
export const HOT_FOLDER_LABEL = 'hotFolder';

/** A hot folder at work. Everything happens in turns, one after the other; a turn is asked for by an event or by the time. */
export class WatchedFolder {
  readonly hot: StoredHotFolder;
  readonly #deps: WatchDeps;
  readonly #candidates: Candidates;
  readonly #settling: Settling;
  readonly #window: QuietWindow<Ready>;
  readonly #closing = new AbortController();
  readonly #noticed = new Set<string>();
  readonly #overRuns = new Map<number, Run>();
  readonly #leaveEvents: () => void;
  #changes: Changes | null = null;
  #state: 'watching' | 'away' | 'failed' = 'watching';
  #error: string | null = null;
  #rescanAt = 0;
  #cancelTimer = (): void => {};
  #turn: Promise<void> | null = null;
  #again = false;

  constructor(deps: WatchDeps, hot: StoredHotFolder) {
    this.#deps = deps;
    this.hot = hot;
    const { options, folder } = hot;
    const ours = [relative(folder, options.output.folder).split(sep).join('/')].filter(
      (path) => path !== '' && !path.startsWith('..'),
    );
    this.#candidates = new Candidates(folder, { ...options, ours });
    this.#settling = new Settling(options.settleSeconds * 1000);
    this.#window = new QuietWindow(options.quietSeconds * 1000);
    this.#leaveEvents = deps.events.on((event) => this.#hear(event));
    this.#ask();
  }

  get state(): 'watching' | 'away' | 'failed' {
    return this.#state;
  }

  get error(): string | null {
    return this.#error;
  }

  /** Files seen that are not complete yet, and complete ones that wait for others. */
  get waiting(): { settling: number; ready: number } {
    return { settling: this.#settling.size, ready: this.#window.size };
  }

  /** Ends watching; resolves when nothing is going on any more. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#leaveEvents();
    this.#cancelTimer();
    await this.#changes?.close();
    await this.#turn;
  }

  #hear(event: SafelightEvent): void {
    if (event.event !== 'run.finished' || event.run.labels[HOT_FOLDER_LABEL] !== this.hot.uuid) return;
    this.#overRuns.set(event.run.id, event.run);
    this.#ask();
  }

  /** Has a turn taken now, or after the one that is going on. */
  #ask(): void {
    if (this.#closing.signal.aborted) return;
    if (this.#turn !== null) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#turn = this.#takeTurn()
      .catch((error: unknown) => {
        if (this.#closing.signal.aborted) return;
        this.#say('failed', error instanceof Error ? error.message : String(error));
        this.#deps.log.warn('a hot folder met an error', { folder: this.hot.folder, error: String(error) });
        this.#wakeIn(FAILED_MS);
      })
      .finally(() => {
        this.#turn = null;
        if (this.#again) this.#ask();
      });
  }

  async #takeTurn(): Promise<void> {
    this.#cancelTimer();
    if (!(await this.#isThere())) return this.#wakeIn(THERE_MS);
    await this.#settleRuns();
    const now = this.#now();
    if (now >= this.#rescanAt) await this.#lookAround();
    await this.#lookAtNoticed();
    await this.#lookAtDue();
    const due = this.#window.dueAt(this.#settling.lastChange);
    if (due !== null && due <= this.#now()) await this.#make(this.#window.take());
    if (this.#state === 'failed') this.#say('watching', null);
    const next = [this.#rescanAt, this.#settling.nextDue, this.#window.dueAt(this.#settling.lastChange)];
    this.#wakeIn(Math.min(THERE_MS, Math.min(...next.filter((at) => at !== null)) - this.#now()));
  }

  /** When the folder goes away its files are forgotten, and watching ends; all of it begins anew when it is back. */
  async #isThere(): Promise<boolean> {
    const { folder, options } = this.hot;
    const there = (await stat(folder).catch(() => null))?.isDirectory() === true;
    if (!there) {
      if (this.#state !== 'away') {
        await this.#changes?.close();
        this.#changes = null;
        this.#settling.clear();
        this.#noticed.clear();
        this.#say('away', `“${folder}” cannot be reached. Watching goes on by itself when it is back.`);
      }
      return false;
    }
    if (this.#state === 'away' || this.#rescanAt === 0) {
      // What was begun when the program ended, or when the folder went away.
      await this.#makeUnmade();
      for (const runId of await this.#deps.store.openRuns(this.hot.id)) {
        const run = await this.#deps.runs.get(runId);
        if (run.finishedAt !== null) this.#overRuns.set(runId, run);
      }
      this.#rescanAt = 0;
      if (this.#state === 'away') this.#say('watching', null);
    }
    const polls = options.polling === 'always' || (options.polling === 'auto' && (await isOnNetwork(folder)));
    if (!polls && this.#changes === null) this.#changes = this.#watch();
    return true;
  }

  #watch(): Changes {
    return watchFolder(this.hot.folder, {
      recursive: this.hot.options.recursive,
      onChange: (path) => {
        this.#noticed.add(path);
        this.#ask();
      },
      onGone: () => this.#ask(),
      onError: (error) => {
        this.#deps.log.warn('a folder tells of no changes; it is looked at now and then instead', {
          folder: this.hot.folder,
          error: String(error),
        });
        this.#rescanAt = 0;
        this.#ask();
      },
    });
  }

  async #lookAround(): Promise<void> {
    for await (const path of this.#candidates.all(this.#closing.signal)) this.#noticed.add(path);
    const pause = this.#changes === null ? POLL_MS : RESCAN_MS;
    this.#rescanAt = this.hot.options.polling === 'never' ? Number.POSITIVE_INFINITY : this.#now() + pause;
  }

  /** Files that are new or have changed begin to settle. */
  async #lookAtNoticed(): Promise<void> {
    const paths = [...this.#noticed].filter((path) => this.#candidates.isMeant(path));
    this.#noticed.clear();
    if (paths.length === 0) return;
    const seen = new Map((await this.#deps.store.seen(this.hot.id, paths)).map((file) => [file.path, file]));
    for (const path of paths) {
      const stamp = await fileStamp(join(this.hot.folder, path));
      if (stamp === null) {
        this.#settling.drop(path);
        this.#window.drop(path);
      } else if (seen.get(path)?.stamp !== stamp && !this.#window.has(path)) {
        if (!this.#settling.has(path) && !(await this.#candidates.isPicture(path))) continue;
        if (this.#settling.saw(path, stamp, this.#now())) this.#deps.onChange(this.hot.id);
      }
    }
  }

  async #lookAtDue(): Promise<void> {
    const due = this.#settling.due(this.#now());
    const open = await openForWriting(due.map(({ path }) => join(this.hot.folder, path)));
    const queue = [...due];
    const look = async (): Promise<void> => {
      for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
        if (this.#closing.signal.aborted) return;
        if (open.has(join(this.hot.folder, file.path))) this.#settling.later(file.path, this.#now());
        else await this.#lookAt(file);
      }
    };
    await Promise.all(Array.from({ length: LOOKS }, look));
  }

  async #lookAt({ path, stamp, atRestMs }: { path: string; stamp: string; atRestMs: number }): Promise<void> {
    const absolute = join(this.hot.folder, path);
    const now = await fileStamp(absolute);
    if (now === null) return this.#settling.drop(path);
    if (now !== stamp) return void this.#settling.saw(path, now, this.#now());
    if (await this.#isKnownUnderAnotherName(path, stamp)) return this.#settling.drop(path);
    const { signal } = this.#closing;
    const rest = await lookWhetherComplete(this.#deps.pixels, absolute, stamp, {
      folder: this.#deps.workFolder,
      signal,
    });
    const lost = rest.is === 'broken' && atRestMs >= Math.max(PATIENCE_MS, 20_000 * this.hot.options.settleSeconds);
    if (rest.is !== 'complete' && !lost) return this.#settling.later(path, this.#now());
    this.#settling.drop(path);
    const sha256 = rest.is === 'complete' ? rest.sha256 : null;
    if (await this.#isDoneAlready(path, stamp, sha256)) return;
    this.#window.add({ path, stamp, sha256, state: 'taken' }, this.#now());
    this.#deps.onChange(this.hot.id);
  }

  /** A file that was done and then renamed. A second name beside the first is another file. */
  async #isKnownUnderAnotherName(path: string, stamp: string): Promise<boolean> {
    for (const known of await this.#deps.store.withStamp(this.hot.id, stamp)) {
      if (known.path === path || known.state === 'taken') continue;
      if ((await fileStamp(join(this.hot.folder, known.path))) === stamp) continue;
      await this.#deps.store.forget(this.hot.id, [path]);
      await this.#deps.store.reidentify(this.hot.id, known.path, { path });
      return true;
    }
    return false;
  }

  /** The same bytes under the same name (only their date changed), or a result of this hot folder itself, which would go in circles. */
  async #isDoneAlready(path: string, stamp: string, sha256: string | null): Promise<boolean> {
    if (sha256 === null) return false;
    const { store } = this.#deps;
    const [known] = await store.seen(this.hot.id, [path]);
    if (known?.sha256 === sha256 && known.state !== 'failed') {
      await store.reidentify(this.hot.id, path, { stamp });
      return true;
    }
    if (!(await store.madeHere(this.hot.uuid, sha256))) return false;
    await store.take(this.hot.id, '', [{ path, stamp, sha256, state: 'passed' }]);
    return true;
  }

  /** One run of files that came together. Written down first, so that after a crash the same run is made, and only once. */
  async #make(files: Ready[]): Promise<void> {
    const { store } = this.#deps;
    const paths = files.map(({ path }) => path);
    const partners = await store.seen(this.hot.id, paths.flatMap(partnersOf));
    const out = leftOut(paths, [...paths, ...partners.map(({ path }) => path)], this.hot.options.pairs);
    const batch = uuidv7();
    await store.take(
      this.hot.id,
      batch,
      files.map((file) => ({ ...file, state: out.has(file.path) ? 'passed' : 'taken' })),
    );
    const taken = paths.filter((path) => !out.has(path));
    if (taken.length > 0) await this.#makeRun(batch, taken);
    this.#deps.onChange(this.hot.id);
  }

  async #makeUnmade(): Promise<void> {
    for (const { batch, files } of await this.#deps.store.withoutRun(this.hot.id)) {
      const there: string[] = [];
      const gone: string[] = [];
      for (const { path } of files) {
        ((await fileStamp(join(this.hot.folder, path))) === null ? gone : there).push(path);
      }
      await this.#deps.store.forget(this.hot.id, gone);
      if (there.length > 0) await this.#makeRun(batch, there);
    }
  }

  async #makeRun(batch: string, paths: readonly string[]): Promise<void> {
    const { workflowId, folder, uuid, options } = this.hot;
    const files = paths.map((path) => {
      const slash = path.lastIndexOf('/');
      return { path: join(folder, path), ...(slash < 0 ? {} : { relativeFolder: path.slice(0, slash) }) };
    });
    try {
      const run = await this.#deps.runs.create({
        workflow: workflowId,
        inputs: { imageInput: { paths: [], files, recursive: false } },
        output: { ...options.output, zip: false, zipLayout: 'preserve' },
        trigger: 'hotFolder',
        labels: { [HOT_FOLDER_LABEL]: uuid },
        idempotency: { owner: `hot-folder:${uuid}`, key: batch, fingerprint: batch },
      });
      await this.#deps.store.runMade(this.hot.id, batch, run.id);
      if (run.finishedAt !== null) this.#overRuns.set(run.id, run);
    } catch (error) {
      // They are looked at anew: a file that is gone meanwhile must not keep the others.
      await this.#deps.store.forget(this.hot.id, paths);
      for (const path of paths) this.#noticed.add(path);
      throw error;
    }
  }

  async #settleRuns(): Promise<void> {
    for (const [runId, run] of this.#overRuns) {
      for (const path of await settleRun(this.#deps, this.hot, run)) this.#noticed.add(path);
      this.#overRuns.delete(runId);
      this.#deps.onChange(this.hot.id);
    }
  }

  #say(state: 'watching' | 'away' | 'failed', error: string | null): void {
    if (this.#state === state && this.#error === error) return;
    this.#state = state;
    this.#error = error;
    this.#deps.onChange(this.hot.id);
  }

  #wakeIn(milliseconds: number): void {
    if (this.#closing.signal.aborted) return;
    this.#cancelTimer = this.#deps.timers.after(Math.max(0, milliseconds), () => this.#ask());
  }

  #now(): number {
    return this.#deps.clock.now().getTime();
  }
}
