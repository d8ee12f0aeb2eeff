import { Command } from 'commander';
import { SafelightError } from '../../../contract/errors.ts';
import type { Run } from '../../../contract/run.ts';
import type { ParamOverride } from '../../engine/item-control.ts';
import { followRun } from '../follow-run.ts';
import { type NodeParam, nodeParam, positiveInteger, seconds } from '../option-values.ts';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, type Session, withSession } from '../session.ts';

interface Options extends GlobalOptions {
  json?: boolean;
  workers?: number;
  deadline?: number;
  from?: string;
  set?: NodeParam[];
}

/** `safelight retry <run> [item]`: does the failed photos again, or one photo, also with params of its own. */
export function retryCommand({ terminal, finish }: CommandContext): Command {
  return new Command('retry')
    .description('do the failed photos of a run again, or one photo')
    .argument('<run>', 'number of the run, see “safelight runs”')
    .argument('[item]', 'number of one photo in it, see “safelight show <run>”')
    .option('--from <node>', 'do the photo again from this step on, also when it is done')
    .option(
      '--set <node.param=value>',
      'do the photo again with another value, for this photo only; may be repeated',
      nodeParam,
    )
    .option('--workers <n>', 'photos worked on side by side; default: see “safelight settings”', positiveInteger)
    .option('--deadline <seconds>', 'longest time for one photo', seconds)
    .option('--json', 'JSON lines on stdout')
    .action(async (runRef: string, itemRef: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const code = await withSession(
        terminal,
        options,
        (session) =>
          followRun(session, terminal, { json: options.json === true, verb: 'retried' }, () =>
            again(session, runRef, itemRef, options),
          ),
        {
          ...(options.workers === undefined ? {} : { workers: options.workers }),
          ...(options.deadline === undefined ? {} : { deadlineMs: options.deadline * 1000 }),
        },
      );
      finish(code);
    });
}

async function again(
  session: Session,
  run: string,
  item: string | undefined,
  { from, set = [] }: Options,
): Promise<Run> {
  const changed = from !== undefined || set.length > 0;
  if (item === undefined) {
    if (!changed) return await session.runs.retryFailed(run);
    throw new SafelightError('request_invalid', '--from and --set are for one photo; give its number after the run.');
  }
  if (!changed) return await session.runs.retryItem(run, item);
  const { overrides } = await session.runs.item(run, item);
  return await session.runs.rerunItem(run, item, {
    ...(from === undefined ? {} : { fromNode: from }),
    overrides: overridesWith(overrides, set),
  });
}

/** What is set here comes beside what the photo had of its own before. */
function overridesWith(before: Record<string, Record<string, unknown>>, set: readonly NodeParam[]): ParamOverride[] {
  return [...new Set(set.map(({ nodeId }) => nodeId))].map((nodeId) => ({
    nodeId,
    params: {
      ...before[nodeId],
      ...Object.fromEntries(set.filter((one) => one.nodeId === nodeId).map(({ param, value }) => [param, value])),
    },
  }));
}
