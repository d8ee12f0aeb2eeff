import { Command } from 'commander';
import { gigabytes } from '../option-values.ts';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, type Session, withSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { bytesText, counted } from '../wording.ts';

type CacheOptions = GlobalOptions & { json?: boolean };

/** `safelight cache`, `cache clear`, `cache limit <GB>`: what earlier runs left to make later ones faster. */
export function cacheCommand({ terminal }: CommandContext): Command {
  return new Command('cache')
    .description('show where results of earlier runs are kept and how much room they take')
    .option('--json', 'JSON lines on stdout')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<CacheOptions>();
      await withSession(terminal, options, (session) => tellUsage(terminal, options, session));
    })
    .addCommand(
      new Command('clear')
        .description('remove everything that is kept; delivered files stay where they are')
        .option('--json', 'JSON lines on stdout')
        .action(async (_options, command: Command) => {
          const options = command.optsWithGlobals<CacheOptions>();
          const { folder, bytes, entries } = await withSession(terminal, options, (session) => session.cache.clear());
          if (options.json) terminal.json({ event: 'cache.cleared', folder, bytes, entries });
          terminal.tell(`Removed ${counted(entries, 'entry', 'entries')}, ${bytesText(bytes)}, from ${folder}.`);
        }),
    )
    .addCommand(
      new Command('limit')
        .description('set how large the cache may become; 0 keeps nothing')
        .argument('<GB>', 'gigabytes', gigabytes)
        .option('--json', 'JSON lines on stdout')
        .action(async (limit: number, _options, command: Command) => {
          const options = command.optsWithGlobals<CacheOptions>();
          await withSession(terminal, options, async (session) => {
            await session.cache.setLimit(limit * 1e9);
            await tellUsage(terminal, options, session);
          });
        }),
    );
}

async function tellUsage(terminal: Terminal, { json }: CacheOptions, session: Session): Promise<void> {
  const { folder, bytes, entries, limitBytes } = await session.cache.usage();
  const uploads = await session.uploads.usage();
  const downloads = await session.downloads.usage();
  if (json) {
    terminal.json({ event: 'cache', folder, bytes, entries, limitBytes, uploads, downloads });
    return;
  }
  terminal.out(folder);
  const limit = limitBytes === 0 ? 'nothing is kept' : `${bytesText(limitBytes)} at most`;
  terminal.tell(`${counted(entries, 'entry', 'entries')}, ${bytesText(bytes)}; ${limit}`);
  terminal.tell(
    `Not part of it: uploads ${bytesText(uploads.bytes)}, downloads of runs ${bytesText(downloads.bytes)}.`,
  );
}
