import { spawn } from 'node:child_process';
import { Command } from 'commander';
import { openDoors } from '../../api/doors.ts';
import { port, texts } from '../option-values.ts';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, withApp } from '../session.ts';

interface Options extends GlobalOptions {
  port?: number;
  allowHost?: string[];
  open?: boolean;
  json?: boolean;
}

/** `safelight serve`: API and screens on 127.0.0.1, until Ctrl-C. */
export function serveCommand({ terminal }: CommandContext): Command {
  return new Command('serve')
    .description('serve the API and the screens on this machine, until Ctrl-C')
    .option('--port <n>', 'TCP port; 0 is any free one; default: the setting server.port, 4780', port)
    .option(
      '--allow-host <host>',
      'let photos be fetched from, and webhooks go to, this address of the local network; may be repeated',
      texts,
    )
    .option('--open', 'open the screens in the browser')
    .option('--json', 'JSON lines on stdout')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const interrupted = new Promise<void>((resolve) => terminal.onInterrupt(resolve));
      await withApp(
        terminal,
        options,
        async (app) => {
          const doors = await openDoors(app, {
            port: options.port ?? (await app.settings.values())['server.port'],
            log: (message) => terminal.tell(message),
            onError: (error) => terminal.tell(error instanceof Error ? (error.stack ?? error.message) : String(error)),
          });
          const { url, uiUrl } = doors.server!;
          if (options.json) terminal.json({ event: 'listening', url, uiUrl });
          terminal.tell(`Safelight is at ${uiUrl}`);
          terminal.tell('Press Ctrl-C to stop; unfinished runs go on at the next start.');
          if (options.open) openInBrowser(uiUrl);
          await interrupted;
          terminal.tell('Stopping …');
          await doors.close();
        },
        {
          resumeUnfinished: true,
          watchHotFolders: true,
          ...(options.allowHost === undefined ? {} : { allowedHosts: options.allowHost }),
        },
      );
    });
}

/** Best effort: where there is no browser, the printed address is enough. */
function openInBrowser(url: string): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  const child = spawn(program ?? '', args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
