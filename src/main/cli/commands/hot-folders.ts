import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { CreateHotFolderBody, type HotFolder } from '../../../contract/hot-folder.ts';
import { COLLISIONS, type Collision } from '../../../contract/run.ts';
import { notNegativeSeconds, seconds } from '../option-values.ts';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, withSession } from '../session.ts';
import { tableLines } from '../table.ts';
import { counted, grouped } from '../wording.ts';

type HotFolderOptions = GlobalOptions & { json?: boolean };

interface AddOptions extends HotFolderOptions {
  workflow: string;
  out?: string;
  name?: string;
  collision: Collision;
  pattern?: string;
  recursive?: boolean;
  settle?: number;
  quiet?: number;
  polling: CreateHotFolderBody['polling'];
  pairs: CreateHotFolderBody['pairs'];
  move?: boolean;
}

/** `safelight hot-folders add | list | remove`: folders whose new photos are done by themselves. */
export function hotFoldersCommand(context: CommandContext): Command {
  return new Command('hot-folders')
    .description('watch folders whose new photos are done by themselves, while the app or “serve” runs')
    .addCommand(addCommand(context))
    .addCommand(listCommand(context))
    .addCommand(removeCommand(context));
}

function addCommand({ terminal }: CommandContext): Command {
  return new Command('add')
    .description('watch a folder from now on, while the app or “serve” runs')
    .argument('<dir>', 'the folder')
    .requiredOption('--workflow <workflow>', 'slug or id, see “safelight workflows”')
    .option('--out <dir>', 'folder for the results; default: beside the folder, with -results behind its name')
    .option('--name <template>', 'name of the results, e.g. "{name}-{seq:4}"')
    .addOption(new Option('--collision <rule>', 'when a name is taken').choices(COLLISIONS).default('suffix'))
    .option('--pattern <glob>', 'only names that match, e.g. "**/*.jpg"')
    .option('--recursive', 'include sub-folders; they are mirrored in the output')
    .option('--settle <seconds>', 'a photo is complete when nothing about it changed for so long; default: 2', seconds)
    .option('--quiet <seconds>', 'photos that come within so long form one run; default: 5', notNegativeSeconds)
    .addOption(
      new Option('--polling <when>', 'look around again and again, as network folders need it')
        .choices(CreateHotFolderBody.shape.polling.unwrap().options)
        .default('auto'),
    )
    .addOption(
      new Option('--pairs <which>', 'what is taken of a RAW file and a JPEG with one name')
        .choices(CreateHotFolderBody.shape.pairs.unwrap().options)
        .default('both'),
    )
    .option('--move', 'move photos that are done to processed/ or failed/ in the folder; default: they stay')
    .option('--json', 'one JSON object on stdout')
    .action(async (folder: string, _options, command: Command) => {
      const options = command.optsWithGlobals<AddOptions>();
      const added = await withSession(terminal, options, ({ hotFolders }) =>
        hotFolders.create(
          CreateHotFolderBody.parse({
            folder: resolve(folder),
            workflow: options.workflow,
            output: {
              collision: options.collision,
              ...(options.out === undefined ? {} : { folder: resolve(options.out) }),
              ...(options.name === undefined ? {} : { name: options.name }),
            },
            ...(options.pattern === undefined ? {} : { pattern: options.pattern }),
            recursive: options.recursive === true,
            ...(options.settle === undefined ? {} : { settleSeconds: options.settle }),
            ...(options.quiet === undefined ? {} : { quietSeconds: options.quiet }),
            polling: options.polling,
            pairs: options.pairs,
            afterwards: options.move ? 'move' : 'leave',
          }),
        ),
      );
      if (options.json) terminal.json({ event: 'hotFolder.added', ...added });
      terminal.tell(`Hot folder ${added.id}: ${added.folder} → ${added.output.folder}`);
    });
}

function listCommand({ terminal }: CommandContext): Command {
  return new Command('list')
    .description('list the hot folders')
    .option('--json', 'one JSON object a line')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<HotFolderOptions>();
      const all = await withSession(terminal, options, ({ hotFolders }) => hotFolders.list());
      if (options.json) {
        for (const one of all) terminal.json({ event: 'hotFolder', ...one });
        return;
      }
      if (all.length === 0) {
        terminal.tell(
          'There are no hot folders. Add one with: safelight hot-folders add <dir> --workflow web --out <dir>',
        );
        return;
      }
      const columns = [
        { heading: 'ID', right: true },
        { heading: 'STATE' },
        { heading: 'WORKFLOW' },
        { heading: 'DONE', right: true },
        { heading: 'FAILED', right: true },
        { heading: 'FOLDER' },
        { heading: 'OUTPUT' },
      ];
      for (const line of tableLines(columns, all.map(row))) terminal.out(line);
      for (const { id, error } of all) if (error !== null) terminal.tell(`Hot folder ${id}: ${error}`);
    });
}

function row({ id, state, workflow, counts, folder, output }: HotFolder): string[] {
  return [String(id), state, workflow, grouped(counts.done), grouped(counts.failed), folder, output.folder];
}

function removeCommand({ terminal }: CommandContext): Command {
  return new Command('remove')
    .description('watch a folder no more; its photos, results and runs stay')
    .argument('<id>', 'number of the hot folder, see “safelight hot-folders list”')
    .option('--json', 'one JSON object on stdout')
    .action(async (ref: string, _options, command: Command) => {
      const options = command.optsWithGlobals<HotFolderOptions>();
      const removed = await withSession(terminal, options, async ({ hotFolders }) => {
        const found = await hotFolders.get(/^\d+$/.test(ref) ? Number(ref) : ref);
        await hotFolders.remove(found.id);
        return found;
      });
      if (options.json) terminal.json({ event: 'hotFolder.removed', id: removed.id, folder: removed.folder });
      terminal.tell(`${removed.folder} is watched no more; ${counted(removed.counts.done, 'photo')} of it were done.`);
    });
}
