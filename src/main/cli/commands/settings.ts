import { resolve } from 'node:path';
import { Command } from 'commander';
import { SafelightError } from '../../../contract/errors.ts';
import type { Setting, SettingUnit, SettingValue } from '../../../contract/settings.ts';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, withSession } from '../session.ts';
import { tableLines } from '../table.ts';
import { bytesText, grouped } from '../wording.ts';

const SIZES: Record<string, number> = { '': 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** `safelight settings [key] [value]`: lists, shows and changes what counts for the whole program. */
export function settingsCommand({ terminal }: CommandContext): Command {
  return new Command('settings')
    .description('list the settings, show one, or change it')
    .argument('[key]', 'e.g. workers')
    .argument(
      '[value]',
      'a number (sizes also as 8GB), on or off, a text, or a list with commas; “default” goes back to the standard',
    )
    .option('--json', 'one JSON object a line')
    .action(async (key: string | undefined, value: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { json?: boolean }>();
      await withSession(terminal, options, async ({ settings }) => {
        if (key === undefined) {
          const all = await settings.list();
          if (options.json) for (const one of all) terminal.json({ event: 'setting', ...one });
          else for (const line of settingLines(all)) terminal.out(line);
          return;
        }
        const before = await settings.get(key);
        const setting = value === undefined ? before : await settings.set(key, parsed(before, value));
        if (options.json) terminal.json({ event: 'setting', ...setting });
        else terminal.out(valueText(setting.value, setting.unit));
        if (value !== undefined && setting.restart) {
          terminal.tell('It counts for everything started from now on; the app and “serve” have to be restarted.');
        }
      });
    });
}

/** What was typed, as a value of the setting's kind; the service checks it further. */
function parsed(setting: Setting, text: string): SettingValue | null {
  if (text === 'default') return null;
  if (setting.kind === 'number') return parsedNumber(setting, text);
  if (setting.kind === 'switch') {
    if (/^(on|true|yes)$/i.test(text)) return true;
    if (/^(off|false|no)$/i.test(text)) return false;
    throw new SafelightError('request_invalid', `“${text}” is no value for ${setting.key}; say on or off.`);
  }
  if (setting.kind === 'list') return text.split(',').flatMap((one) => one.trim() || []);
  return setting.kind === 'folder' && text !== '' ? resolve(text) : text;
}

function parsedNumber({ key, unit }: Setting, text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?b)?$/i.exec(text.trim().replaceAll(',', ''));
  const size = match === null ? undefined : SIZES[(match[2] ?? '').toUpperCase()];
  if (match === null || size === undefined || (unit !== 'bytes' && match[2] !== undefined)) {
    const example = unit === 'bytes' ? 'e.g. 8GB' : 'e.g. 4';
    throw new SafelightError('request_invalid', `“${text}” is no value for ${key}; give a number, ${example}.`);
  }
  return Number(match[1]) * size;
}

function settingLines(settings: Setting[]): string[] {
  return tableLines(
    [{ heading: 'SETTING' }, { heading: 'VALUE', right: true }, { heading: 'STANDARD', right: true }, { heading: '' }],
    settings.map(({ key, value, standard, unit, isSet, title }) => [
      key,
      valueText(value, unit),
      isSet ? valueText(standard, unit) : '',
      title,
    ]),
  );
}

function valueText(value: SettingValue, unit: SettingUnit | null): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value === 'string') return value === '' ? 'none' : value;
  if (unit === 'bytes') return bytesText(value);
  if (unit === 'port') return String(value);
  const short = unit === 'seconds' ? ' s' : unit === 'megapixels' ? ' MP' : unit === 'days' ? ' days' : '';
  return `${Number.isInteger(value) ? grouped(value) : value}${short}`;
}
