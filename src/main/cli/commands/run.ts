import { Command, Option } from 'commander';
import { COLLISIONS } from '../../../contract/run.ts';
import { EXIT } from '../exit-code.ts';
import { followRun } from '../follow-run.ts';
import { nodeAndPath, positiveInteger, seconds } from '../option-values.ts';
import { planLines } from '../plan-lines.ts';
import type { CommandContext } from '../program.ts';
import { type RunOptions, runRequest } from '../run-request.ts';
import { type GlobalOptions, withSession } from '../session.ts';

interface Options extends GlobalOptions, RunOptions {
  json?: boolean;
  dryRun?: boolean;
  workers?: number;
  deadline?: number;
}

/** `safelight run <workflow> <path…> --out <dir>`: the main job. */
export function runCommand({ terminal, finish }: CommandContext): Command {
  return new Command('run')
    .description('run a workflow over photos')
    .argument('<workflow>', 'slug or id (see “safelight workflows”), or path of a workflow JSON file')
    .argument('[path...]', 'images, folders and zips')
    .option('--out <dir>', 'folder for the results, made when missing; must be given')
    .option('--recursive', 'include sub-folders; they are mirrored in the output')
    .option('--glob <pattern>', 'only names that match, e.g. "**/*.jpg"')
    .option('--name <template>', 'name of the results, e.g. "{name}-{seq:4}"')
    .addOption(new Option('--collision <rule>', 'when a name is taken').choices(COLLISIONS).default('suffix'))
    .option('--zip', 'deliver one zip instead of files')
    .option('--input <node=path>', 'what another input node reads; may be repeated', nodeAndPath)
    .option('--tolerant', 'take what can be decoded of damaged photos instead of failing them')
    .addOption(
      new Option(
        '--intermediates <which>',
        'pictures of each step: rendered when looked at, or all kept during the run',
      )
        .choices(['on-demand', 'all'])
        .default('on-demand'),
    )
    .option('--workers <n>', 'photos worked on side by side; default: one for each core', positiveInteger)
    .option('--deadline <seconds>', 'longest time for one photo', seconds)
    .option('--dry-run', 'tell what would be done, write nothing')
    .option('--json', 'JSON lines on stdout')
    .action(async (workflow: string, paths: string[], _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      // No `requiredOption`: commander would ask for it before it looks at what else is mistyped, such as “--outt”.
      if (options.out === undefined) command.error("error: required option '--out <dir>' not specified");
      const more = {
        ...(options.workers === undefined ? {} : { workers: options.workers }),
        ...(options.deadline === undefined ? {} : { deadlineMs: options.deadline * 1000 }),
      };
      const code = await withSession(
        terminal,
        options,
        async (session) => {
          const request = await runRequest(session, workflow, paths, options);
          if (!options.dryRun) {
            return await followRun(session, terminal, { json: options.json === true, verb: 'created' }, () =>
              session.runs.create(request),
            );
          }
          const plan = await session.runs.plan(request);
          if (options.json) terminal.json({ event: 'plan', ...plan });
          else for (const line of planLines(plan, request.output.folder)) terminal.out(line);
          return EXIT.done;
        },
        more,
      );
      finish(code);
    });
}
