import { Command } from 'commander';
import { positiveInteger } from '../option-values.ts';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, withSession } from '../session.ts';
import { tableLines } from '../table.ts';
import { grouped, timeText } from '../wording.ts';

/** `safelight runs`: newest first. */
export function runsCommand({ terminal }: CommandContext): Command {
  return new Command('runs')
    .description('list the runs, newest first')
    .option('--limit <n>', 'how many to list', positiveInteger, 25)
    .option('--json', 'one JSON object a line')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { limit: number; json?: boolean }>();
      const page = await withSession(terminal, options, (session) => session.runs.list({ pageSize: options.limit }));
      if (options.json) {
        for (const run of page.items) terminal.json({ event: 'run', ...run });
        return;
      }
      if (page.total === 0) {
        terminal.tell('There are no runs yet. Start one with: safelight run web <folder> --out <folder>');
        return;
      }
      const rows = page.items.map((run) => [
        String(run.id),
        run.status,
        run.workflowSlug,
        `${grouped(run.completedItems)}/${grouped(run.totalItems)}`,
        grouped(run.failedItems),
        timeText(run.createdAt),
        run.archivePath ?? run.output.folder,
      ]);
      const columns = [
        { heading: 'RUN', right: true },
        { heading: 'STATUS' },
        { heading: 'WORKFLOW' },
        { heading: 'DONE', right: true },
        { heading: 'FAILED', right: true },
        { heading: 'CREATED' },
        { heading: 'OUTPUT' },
      ];
      for (const line of tableLines(columns, rows)) terminal.out(line);
      if (page.total > page.items.length)
        terminal.tell(`${grouped(page.total - page.items.length)} older ones: --limit ${page.total}`);
    });
}
