import { Command } from 'commander';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, withSession } from '../session.ts';
import { tableLines } from '../table.ts';

/** `safelight workflows`: those that can be named in `run`. */
export function workflowsCommand({ terminal }: CommandContext): Command {
  return new Command('workflows')
    .description('list the workflows')
    .option('--json', 'one JSON object a line')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { json?: boolean }>();
      const workflows = await withSession(terminal, options, (session) => session.workflows.list());
      if (options.json) {
        for (const workflow of workflows) terminal.json({ event: 'workflow', ...workflow });
        return;
      }
      const rows = workflows.map((one) => [String(one.id), one.slug, one.name, firstWords(one.description ?? '')]);
      const columns = [
        { heading: 'ID', right: true },
        { heading: 'SLUG' },
        { heading: 'NAME' },
        { heading: 'DESCRIPTION' },
      ];
      for (const line of tableLines(columns, rows)) terminal.out(line);
    });
}

const LONGEST = 80;

/** As much of a description as fits beside the rest; scripts get all of it. */
function firstWords(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, text.lastIndexOf(' ', LONGEST))} …`;
}
