import { spawn } from 'node:child_process';
import { Command } from 'commander';
import packageJson from '../../../../package.json' with { type: 'json' };
import { createApi } from '../../api/api.ts';
import { startServer } from '../../api/server.ts';
import { rendererFolder } from '../../entries.ts';
import { port } from '../option-values.ts';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, withApp } from '../session.ts';

const DEFAULT_PORT = 4780;

/** `safelight serve`: API and screens on 127.0.0.1, until Ctrl-C. */
export function serveCommand({ terminal }: CommandContext): Command {
  return new Command('serve')
    .description('serve the API and the screens on this machine, until Ctrl-C')
    .option('--port <n>', 'TCP port; 0 is any free one', port, DEFAULT_PORT)
    .option('--open', 'open the screens in the browser')
    .option('--json', 'JSON lines on stdout')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { port: number; open?: boolean; json?: boolean }>();
      const interrupted = new Promise<void>((resolve) => terminal.onInterrupt(resolve));
      await withApp(
        terminal,
        options,
        async (app) => {
          const screens = rendererFolder();
          const api = createApi(app, {
            version: packageJson.version,
            ...(screens === null ? {} : { rendererFolder: screens }),
            log: (error) => terminal.tell(error instanceof Error ? (error.stack ?? error.message) : String(error)),
          });
          const server = await startServer(api, { port: options.port });
          if (options.json) terminal.json({ event: 'listening', url: server.url, uiUrl: server.uiUrl });
          terminal.tell(`Safelight is at ${server.uiUrl}`);
          terminal.tell('Press Ctrl-C to stop; unfinished runs go on at the next start.');
          if (options.open) openInBrowser(server.uiUrl);
          await interrupted;
          terminal.tell('Stopping …');
          await server.close();
        },
        { resumeUnfinished: true },
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
