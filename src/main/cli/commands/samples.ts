import { resolve } from 'node:path';
import { Command } from 'commander';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, withSession } from '../session.ts';
import { counted } from '../wording.ts';

/** `safelight samples <dir>`: a handful of generated photos for a first try. */
export function samplesCommand({ terminal }: CommandContext): Command {
  return new Command('samples')
    .description('write a handful of generated sample photos for a first try')
    .argument('<dir>', 'folder for them, made when missing; photos that are there already stay')
    .option('--json', 'one JSON object a line')
    .action(async (folder: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { json?: boolean }>();
      const paths = await withSession(terminal, options, (session) => session.writeSamples(resolve(folder)));
      for (const path of paths) {
        if (options.json) terminal.json({ event: 'sample', path });
        else terminal.out(path);
      }
      terminal.tell(`${counted(paths.length, 'sample photo')} in ${resolve(folder)}`);
    });
}
