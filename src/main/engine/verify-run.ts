import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SafelightError, toErrorRecord } from '../../contract/errors.ts';
import type { RenderResult, SourceFile } from '../../contract/pixel-tasks.ts';
import type { Item, Output, Receipt, Run } from '../../contract/run.ts';
import type { VerifiedOutput, VerifyReport } from '../../contract/undo.ts';
import type { EngineDeps } from './engine-deps.ts';
import { contextFor, provenVariantOf } from './item-document.ts';
import type { Materialised } from './ports.ts';
import { itemTokens, loadRunContext, type RunContext } from './run-context.ts';
import { runNodeOf } from './run-nodes/run-items.ts';
import type { StoredRun } from './store-port.ts';
import type { MadeArchive } from './undo-port.ts';

export interface VerifyOptions {
  /** Make every picture again from its source and compare the bytes. Costs as much as the run did. */
  replay?: boolean;
  /** Called for each output, in input order, as soon as it is known. */
  onOutput?: (output: VerifiedOutput) => void;
  signal?: AbortSignal;
}

type Deps = Pick<EngineDeps, 'store' | 'delivery' | 'undoFiles' | 'pixels' | 'intake' | 'folders' | 'deadlineMs'>;
type Replay = NonNullable<VerifiedOutput['replay']>;
type Checked = Pick<VerifiedOutput, 'state' | 'message'>;

const PAGE = 100;

/**
 * Compares a run's delivered files with what the store says was delivered, byte by byte. With `replay` every picture is made
 * again from its source, without the cache and away from the output folder, and compared with its receipt too. Outputs
 * in a zip are as good as the zip. Changes nothing. Throws what `signal` aborts with.
 */
export async function verifyRun(deps: Deps, run: StoredRun, options: VerifyOptions = {}): Promise<VerifyReport> {
  const report: VerifyReport = {
    runId: run.id,
    outputs: 0,
    states: { ok: 0, changed: 0, missing: 0, unreadable: 0, undone: 0 },
    replays: { same: 0, differs: 0, sourceChanged: 0, sourceMissing: 0, engineChanged: 0, failed: 0 },
    ok: true,
  };
  const context = await loadRunContext(deps, run);
  const files = new FileCheck(deps, run);
  const replays = options.replay ? new Replays(deps, context) : null;
  const note = (output: VerifiedOutput): void => {
    report.outputs += 1;
    report.states[output.state] += 1;
    if (output.replay !== undefined) report.replays[output.replay] += 1;
    const fine = output.state === 'ok' || output.state === 'undone';
    if (!fine || (output.replay !== undefined && output.replay !== 'same')) report.ok = false;
    options.onOutput?.(output);
  };
  try {
    for (let page = 1; ; page += 1) {
      const { items } = await deps.store.items.list(run.id, { page, pageSize: PAGE });
      // As many side by side as pictures are rendered; told in order.
      for (let at = 0; at < items.length; at += deps.pixels.workers) {
        options.signal?.throwIfAborted();
        const some = items.slice(at, at + deps.pixels.workers).filter((item) => item.outputs.length > 0);
        const verified = await Promise.all(some.map((item) => verifyItem(files, replays, item, options.signal)));
        for (const output of verified.flat()) note(output);
      }
      if (items.length < PAGE) return report;
    }
  } finally {
    await replays?.cleanUp();
  }
}

async function verifyItem(
  files: FileCheck,
  replays: Replays | null,
  item: Item,
  signal: AbortSignal | undefined,
): Promise<VerifiedOutput[]> {
  // What is made of all pictures is as good as they are; it has no source of its own to be made again from.
  const again = replays === null || runNodeOf(item) !== null ? null : await replays.of(item, signal);
  const verified: VerifiedOutput[] = [];
  for (const output of item.outputs) {
    const about = { itemId: item.id, name: item.name, nodeId: output.nodeId, path: output.path };
    const checked = await files.check(item, output);
    if (checked.state === 'undone' || again === null) verified.push({ ...about, ...checked });
    else {
      const replayed = again(output.nodeId, output.sha256);
      const message = checked.message ?? replayed.message;
      verified.push({
        ...about,
        ...checked,
        replay: replayed.replay,
        ...(message === undefined ? {} : { message }),
      });
    }
  }
  return verified;
}

/** Delivered files against what was delivered. */
class FileCheck {
  readonly #deps: Deps;
  readonly #run: Run;
  readonly #archives = new Map<number, Promise<Checked>>();

  constructor(deps: Deps, run: Run) {
    this.#deps = deps;
    this.#run = run;
  }

  async check(item: Item, output: Output): Promise<Checked> {
    if (output.undone !== undefined) return { state: 'undone' };
    if (!this.#run.output.zip) return await this.#file(output);
    const rows = await this.#deps.store.outputs.ofItem(item.id);
    const row = rows.find(({ nodeId }) => nodeId === output.nodeId);
    const archive = row === undefined ? null : await this.#deps.store.undo.archiveOf(row.id);
    if (archive === null) return await this.#file(output);
    let checked = this.#archives.get(archive.id);
    if (checked === undefined) {
      checked = this.#archive(archive);
      this.#archives.set(archive.id, checked);
    }
    return await checked;
  }

  async #archive(archive: MadeArchive): Promise<Checked> {
    const checked = await this.#file(archive);
    if (checked.state === 'ok') return checked;
    return { state: checked.state, message: checked.message ?? `The zip ${archive.path} is ${checked.state}.` };
  }

  async #file({ path, sha256, bytes }: Pick<Output, 'path' | 'sha256' | 'bytes'>): Promise<Checked> {
    const { delivery } = this.#deps;
    try {
      if (await delivery.matches(path, sha256, bytes)) return { state: 'ok' };
      return { state: (await delivery.exists(path)) ? 'changed' : 'missing' };
    } catch (thrown) {
      return { state: 'unreadable', message: `“${path}” cannot be read: ${toErrorRecord(thrown).message}` };
    }
  }
}

/** Answers for an export node how the picture made again compares with the bytes delivered. */
type Comparison = (nodeId: string, sha256: string) => { replay: Replay; message?: string };

/** Pictures made again. */
class Replays {
  readonly #deps: Deps;
  readonly #context: RunContext;
  readonly #folder: string;
  #made = false;

  constructor(deps: Deps, context: RunContext) {
    this.#deps = deps;
    this.#context = context;
    this.#folder = join(deps.folders.work, `verify-${context.run.id}-${process.hrtime.bigint()}`);
  }

  async cleanUp(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async of(item: Item, signal: AbortSignal | undefined): Promise<Comparison> {
    const { receipt } = item;
    if (receipt === null) return always('failed', `“${item.name}” has no receipt.`);
    try {
      const result = await this.#render(item, signal);
      const changed = Object.keys(receipt.inputs).some((node) => result.inputHashes[node] !== receipt.inputs[node]);
      if (changed) return sourceChanged(item);
      return (nodeId, sha256) => compared(result, receipt, nodeId, sha256);
    } catch (thrown) {
      if (signal?.aborted) throw thrown;
      if (thrown instanceof SourceChanged) return sourceChanged(item);
      const { code, message } = toErrorRecord(thrown);
      return always(code === 'file_not_found' ? 'sourceMissing' : 'failed', message);
    }
  }

  /** `files` are the item's sources in order, as far as they could be had. */
  async #anyChanged(item: Item, files: readonly Materialised[]): Promise<boolean> {
    const nodes = Object.keys(item.sources);
    for (const [n, file] of files.entries()) {
      const then = item.receipt?.inputs[nodes[n] ?? ''];
      const now = await this.#deps.pixels.run({ kind: 'hash', path: file.path }).catch(() => null);
      if (then !== undefined && now !== null && now.sha256 !== then) return true;
    }
    return false;
  }

  async #render(item: Item, signal: AbortSignal | undefined): Promise<RenderResult> {
    const { run, document } = contextFor(this.#deps, this.#context, provenVariantOf(item));
    if (!this.#made) await mkdir(this.#folder, { recursive: true });
    this.#made = true;
    const files: Materialised[] = [];
    let result: RenderResult | null = null;
    try {
      const sources: Record<string, SourceFile> = {};
      for (const [nodeId, source] of Object.entries(item.sources)) {
        const file = await this.#deps.intake.materialise(source, this.#deps.folders.work);
        files.push(file);
        sources[nodeId] = { path: file.path, name: source.name };
      }
      if (files.length === 0) throw new SafelightError('file_not_found', `“${item.name}” has no source.`);
      result = await this.#deps.pixels.run(
        {
          kind: 'render',
          workflow: document,
          sources,
          tokens: itemTokens(run, item),
          target: { kind: 'deliver' },
          temp: { folder: this.#folder, prefix: `${item.id}-` },
          tolerant: run.tolerant,
          cache: null,
        },
        {
          ...(signal === undefined ? {} : { signal }),
          ...(this.#deps.deadlineMs === undefined ? {} : { deadlineMs: this.#deps.deadlineMs }),
        },
      );
      return result;
    } catch (thrown) {
      // What cannot be decoded any more may simply be another file now.
      if (await this.#anyChanged(item, files)) throw new SourceChanged();
      throw thrown;
    } finally {
      for (const file of files) await file.release();
      for (const file of result?.files ?? []) await rm(file.tempPath, { force: true });
    }
  }
}

class SourceChanged extends Error {}

function sourceChanged({ name }: Item): Comparison {
  return always('sourceChanged', `“${name}” is not the same file as when the run read it.`);
}

function always(replay: Replay, message: string): Comparison {
  return () => ({ replay, message });
}

function compared(
  result: RenderResult,
  receipt: Receipt,
  nodeId: string,
  sha256: string,
): { replay: Replay; message?: string } {
  if (result.files.find((file) => file.nodeId === nodeId)?.sha256 === sha256) return { replay: 'same' };
  if (result.engineVersion !== receipt.engineVersion) {
    const message = `The receipt is of engine ${receipt.engineVersion}; this is ${result.engineVersion}.`;
    return { replay: 'engineChanged', message };
  }
  return { replay: 'differs' };
}
