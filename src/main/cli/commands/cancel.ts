import { Command } from 'commander';
import type { CommandContext } from '../program.ts';
import { runFinishedLine } from '../run-lines.ts';
import { type GlobalOptions, withSession } from '../session.ts';
import { counted } from '../wording.ts';

/** `safelight cancel <run>`: what was delivered stays. */
export function cancelCommand({ terminal }: CommandContext): Command {
  return new Command('cancel')
    .description('end an unfinished run for good; files already delivered stay')
    .argument('<run>', 'number of the run, see “safelight runs”')
    .option('--json', 'JSON lines on stdout')
    .action(async (ref: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { json?: boolean }>();
      const run = await withSession(terminal, options, (session) => session.runs.cancel(ref));
      if (options.json) terminal.json(runFinishedLine(run));
      terminal.tell(
        `Run ${run.id} is cancelled: ${counted(run.completedItems, 'photo')} done, ${counted(run.cancelledItems, 'photo')} not.`,
      );
    });
}
