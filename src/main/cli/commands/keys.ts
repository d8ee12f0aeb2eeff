import { resolve } from 'node:path';
import { Command } from 'commander';
import { CAPABILITY_WORDS, type Capability } from '../../../contract/capabilities.ts';
import type { ApiKey } from '../../../contract/key.ts';
import { notNegativeInteger, positiveInteger, texts } from '../option-values.ts';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, withSession } from '../session.ts';
import { tableLines } from '../table.ts';
import { timeText } from '../wording.ts';

type KeyOptions = GlobalOptions & { json?: boolean };

interface CreateOptions extends KeyOptions {
  name: string;
  capability: string[];
  folder?: string[];
  rateLimit?: number;
  expires?: number;
}

const DAY_MS = 86_400_000;

/** `safelight keys create | list | revoke`: what scripts need to use the API. */
export function keysCommand(context: CommandContext): Command {
  return new Command('keys')
    .description('make, list and revoke keys for scripts that use the API')
    .addCommand(createCommand(context))
    .addCommand(listCommand(context))
    .addCommand(revokeCommand(context));
}

function createCommand({ terminal }: CommandContext): Command {
  const capabilities = Object.entries(CAPABILITY_WORDS).map(([name, words]) => `  ${name.padEnd(22)} ${words}`);
  return new Command('create')
    .description('make a key; it is printed this once and cannot be read again')
    .requiredOption('--name <name>', 'whose key it is, for your own memory')
    .requiredOption('--capability <capability...>', 'what it may do, see below; may be repeated')
    .option('--folder <dir>', 'photos may come from and go to this folder only; may be repeated; default: any', texts)
    .option('--rate-limit <n>', 'requests a minute; 0: no limit; default: 1000', notNegativeInteger)
    .option('--expires <days>', 'days until it expires; default: never', positiveInteger)
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', `\nCapabilities:\n${capabilities.join('\n')}`)
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<CreateOptions>();
      const made = await withSession(terminal, options, ({ keys }) =>
        keys.create({
          name: options.name,
          // Checked by the service, which knows all that may be written here.
          capabilities: options.capability as Capability[],
          ...(options.folder === undefined ? {} : { folders: options.folder.map((folder) => resolve(folder)) }),
          ...(options.rateLimit === undefined ? {} : { rateLimit: options.rateLimit }),
          ...(options.expires === undefined
            ? {}
            : { expiresAt: new Date(Date.now() + options.expires * DAY_MS).toISOString() }),
        }),
      );
      if (options.json) {
        terminal.json({ event: 'key.created', ...made });
        return;
      }
      terminal.out(made.key);
      terminal.tell(
        `Key ${made.id}, “${made.name}”, may: ${made.capabilities.join(', ')}. Keep it; it is not shown again.`,
      );
    });
}

function listCommand({ terminal }: CommandContext): Command {
  return new Command('list')
    .description('list the keys, without the keys themselves')
    .option('--json', 'one JSON object a line')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<KeyOptions>();
      const all = await withSession(terminal, options, ({ keys }) => keys.list());
      if (options.json) {
        for (const key of all) terminal.json({ event: 'key', ...key });
        return;
      }
      if (all.length === 0) {
        terminal.tell('There are no keys yet. Make one with: safelight keys create --name N --capability workflow:run');
        return;
      }
      const columns = [
        { heading: 'ID', right: true },
        { heading: 'NAME' },
        { heading: 'KEY' },
        { heading: 'MAY' },
        { heading: 'FOLDERS' },
        { heading: 'LAST USED' },
        { heading: 'STATE' },
      ];
      const now = Date.now();
      const rows = all.map((key) => [
        String(key.id),
        key.name,
        `${key.prefix}…`,
        key.capabilities.join(' '),
        key.folders?.join(' ') ?? 'any',
        timeText(key.lastUsedAt),
        stateText(key, now),
      ]);
      for (const line of tableLines(columns, rows)) terminal.out(line);
    });
}

function stateText({ revokedAt, expiresAt }: ApiKey, now: number): string {
  if (revokedAt !== null) return `revoked ${timeText(revokedAt)}`;
  if (expiresAt === null) return 'valid';
  return `${Date.parse(expiresAt) <= now ? 'expired' : 'valid until'} ${timeText(expiresAt)}`;
}

function revokeCommand({ terminal }: CommandContext): Command {
  return new Command('revoke')
    .description('make a key invalid, at once and for good')
    .argument('<id>', 'number of the key, see “safelight keys list”')
    .option('--json', 'one JSON object on stdout')
    .action(async (id: string, _options, command: Command) => {
      const options = command.optsWithGlobals<KeyOptions>();
      const key = await withSession(terminal, options, ({ keys }) => keys.revoke(id));
      if (options.json) terminal.json({ event: 'key.revoked', id: key.id, name: key.name });
      terminal.tell(`Key ${key.id}, “${key.name}”, opens nothing any more.`);
    });
}
