import { ERROR_CODES, type ErrorCode, type ErrorRecord } from '../../contract/errors.ts';
import type { Run } from '../../contract/run.ts';
import type { Session } from './session.ts';
import type { Terminal } from './terminal.ts';
import { bytesText, counted, durationText, grouped } from './wording.ts';

/** Failed items named at the end of a run; the rest is counted. */
const MOST_NAMED = 100;
const NAMED_SKIPS = 3;

/** Errors of reading the input; everything else happened later. */
const UNREADABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'file_not_found',
  'file_unreadable',
  'file_changed',
  'file_empty',
  'not_an_image',
  'unsupported_format',
  'image_corrupt',
  'image_truncated',
  'image_too_large',
  'zip_unreadable',
  'zip_entry_refused',
]);

/** What was passed over in a run, by reason, without keeping every name. */
export class SkipReasons {
  readonly #byCode = new Map<ErrorCode, { count: number; names: string[]; first: string }>();

  add(name: string, reason: ErrorRecord): void {
    const entry = this.#byCode.get(reason.code) ?? { count: 0, names: [], first: reason.message };
    entry.count += 1;
    if (entry.names.length < NAMED_SKIPS) entry.names.push(name);
    this.#byCode.set(reason.code, entry);
  }

  lines(): string[] {
    return [...this.#byCode].map(([code, { count, names, first }]) => {
      // A sentence names its file; for several only the kind of reason is right.
      if (count === 1) return `  ${first}`;
      const more = count > names.length ? ` and ${grouped(count - names.length)} more` : '';
      return `  ${names.join(', ')}${more}: ${ERROR_CODES[code].title.toLowerCase()}`;
    });
  }
}

/** Tells what became of a run: counts, every failed photo with its reason, what was passed over. */
export async function summarise(session: Session, terminal: Terminal, run: Run, skips: SkipReasons): Promise<void> {
  const files = `${counted(run.outputCount, 'file')} (${bytesText(run.outputBytes)}) in ${run.archivePath ?? run.output.folder}`;
  const done = run.pendingItems + run.runningItems > 0 ? `${grouped(run.completedItems)} of ` : '';
  const total = done === '' ? counted(run.completedItems, 'photo') : `${done}${counted(run.totalItems, 'photo')}`;
  terminal.tell(`Run ${run.id} ${STATUS_TEXT[run.status]}: ${total} done, ${files}${timeTaken(run)}`);
  if (run.error !== null) terminal.tell(run.error.message);
  if (run.failedItems > 0) await tellFailures(session, terminal, run);
  if (run.skippedItems > 0) {
    terminal.tell(`${counted(run.skippedItems, 'file')} passed over${skips.lines().length === 0 ? '' : ':'}`);
    for (const line of skips.lines()) terminal.tell(line);
  }
}

const STATUS_TEXT: Record<Run['status'], string> = {
  queued: 'waits',
  running: 'is running',
  paused: 'is paused',
  completed: 'completed',
  partial: 'completed in part',
  failed: 'failed',
  cancelled: 'is cancelled',
};

async function tellFailures(session: Session, terminal: Terminal, run: Run): Promise<void> {
  const { items } = await session.runs.items(run.id, { status: 'failed', pageSize: MOST_NAMED });
  const unreadable = items.filter((item) => item.error !== null && UNREADABLE.has(item.error.code));
  const others = items.filter((item) => !unreadable.includes(item));
  const groups: [typeof items, string][] = [
    [unreadable, 'could not be read'],
    [others, 'failed'],
  ];
  for (const [group, what] of groups) {
    if (group.length === 0) continue;
    // With more than are named only the sum is known.
    const count = group.length === items.length ? run.failedItems : group.length;
    terminal.tell(`${counted(count, 'photo')} ${what}:`);
    for (const item of group) {
      const where = item.relativeFolder === '' ? item.name : `${item.relativeFolder}/${item.name}`;
      const reason = item.error?.message ?? 'no reason is known';
      // Most sentences name the file themselves; only where it is may be missing.
      terminal.tell(reason.startsWith(`“${where}”`) ? `  ${reason}` : `  ${where}: ${reason}`);
    }
  }
  const unnamed = run.failedItems - items.length;
  if (unnamed > 0) terminal.tell(`  … and ${grouped(unnamed)} more: safelight show ${run.id} --status failed --page 2`);
}

function timeTaken(run: Run): string {
  if (run.startedAt === null || run.finishedAt === null) return '';
  return `, ${durationText((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000)}`;
}
