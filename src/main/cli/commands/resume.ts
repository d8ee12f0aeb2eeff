import { Command } from 'commander';
import { followRun } from '../follow-run.ts';
import { positiveInteger, seconds } from '../option-values.ts';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, withSession } from '../session.ts';

/** `safelight resume <run>`: goes on with a paused or interrupted run. */
export function resumeCommand({ terminal, finish }: CommandContext): Command {
  return new Command('resume')
    .description('go on with a run that was paused or interrupted')
    .argument('<run>', 'number of the run, see “safelight runs”')
    .option('--workers <n>', 'photos worked on side by side; default: one for each core', positiveInteger)
    .option('--deadline <seconds>', 'longest time for one photo', seconds)
    .option('--json', 'JSON lines on stdout')
    .action(async (ref: string, _options, command: Command) => {
      const options = command.optsWithGlobals<
        GlobalOptions & { json?: boolean; workers?: number; deadline?: number }
      >();
      const code = await withSession(
        terminal,
        options,
        (session) =>
          followRun(session, terminal, { json: options.json === true, verb: 'resumed' }, () =>
            session.runs.resume(ref),
          ),
        {
          ...(options.workers === undefined ? {} : { workers: options.workers }),
          ...(options.deadline === undefined ? {} : { deadlineMs: options.deadline * 1000 }),
        },
      );
      finish(code);
    });
}
