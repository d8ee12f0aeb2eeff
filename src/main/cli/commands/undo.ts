import { Command } from 'commander';
import type { UndoReport } from '../../../contract/undo.ts';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, withSession } from '../session.ts';
import { counted } from '../wording.ts';

/** More are named with `--json` only. */
const NAMED = 20;

/** `safelight undo <run>`: takes back the files of a run that nobody has changed since. */
export function undoCommand({ terminal }: CommandContext): Command {
  return new Command('undo')
    .description('remove the files a run made, unless they were changed since, and put back what it replaced')
    .argument('<run>', 'number of the run, see “safelight runs”')
    .option('--dry-run', 'only tell what would be done')
    .option('--json', 'JSON lines on stdout')
    .action(async (ref: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { json?: boolean; dryRun?: boolean }>();
      const report = await withSession(terminal, options, (session) =>
        session.runs.undo(ref, { dryRun: options.dryRun === true }),
      );
      if (options.json) for (const line of jsonLines(report)) terminal.json(line);
      else for (const path of report.dryRun ? [...report.removed, ...report.restored] : []) terminal.out(path);
      for (const line of undoText(report)) terminal.tell(line);
    });
}

function jsonLines(report: UndoReport): object[] {
  const { runId, dryRun, removed, restored, alreadyGone, kept, folders } = report;
  const files = (what: string, paths: string[]): object[] =>
    paths.map((path) => ({ event: 'undo.file', runId, what, path }));
  return [
    ...files('removed', removed),
    ...files('restored', restored),
    ...files('alreadyGone', alreadyGone),
    ...kept.map(({ path, reason }) => ({ event: 'undo.file', runId, what: 'kept', path, reason })),
    ...folders.map((path) => ({ event: 'undo.folder', runId, what: 'removed', path })),
    {
      event: 'undo.finished',
      id: runId,
      dryRun,
      removed: removed.length,
      restored: restored.length,
      alreadyGone: alreadyGone.length,
      kept: kept.length,
      folders: folders.length,
    },
  ];
}

/** What was done, for people. */
function undoText({ runId, dryRun, removed, restored, alreadyGone, kept, folders }: UndoReport): string[] {
  const parts = [
    `${counted(removed.length, 'file')} removed`,
    ...(restored.length === 0 ? [] : [`${counted(restored.length, 'replaced file')} put back`]),
    ...(folders.length === 0 ? [] : [`${counted(folders.length, 'empty folder')} removed`]),
    ...(alreadyGone.length === 0 ? [] : [`${counted(alreadyGone.length, 'file')} gone before`]),
  ];
  return [
    `${dryRun ? `Nothing was done. Undoing run ${runId} means` : `Undid run ${runId}`}: ${parts.join(', ')}.`,
    ...(kept.length === 0 ? [] : [`${counted(kept.length, 'file')} left as they are:`]),
    ...kept.slice(0, NAMED).map(({ path, reason }) => `  ${path}: ${reason}`),
    ...(kept.length > NAMED ? [`  … and ${counted(kept.length - NAMED, 'more file')}; --json names all`] : []),
  ];
}
