import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import { SafelightError } from '../../contract/errors.ts';
import { cacheCommand } from './commands/cache.ts';
import { cancelCommand } from './commands/cancel.ts';
import { hotFoldersCommand } from './commands/hot-folders.ts';
import { keysCommand } from './commands/keys.ts';
import { nodesCommand } from './commands/nodes.ts';
import { resumeCommand } from './commands/resume.ts';
import { retryCommand } from './commands/retry.ts';
import { runCommand } from './commands/run.ts';
import { runsCommand } from './commands/runs.ts';
import { samplesCommand } from './commands/samples.ts';
import { serveCommand } from './commands/serve.ts';
import { settingsCommand } from './commands/settings.ts';
import { showCommand } from './commands/show.ts';
import { undoCommand } from './commands/undo.ts';
import { verifyCommand } from './commands/verify.ts';
import { workflowsCommand } from './commands/workflows.ts';
import { EXIT, type ExitCode, exitCodeOfError } from './exit-code.ts';
import { processTerminal, type Terminal } from './terminal.ts';

/** What a command is built on: where it writes, and where it leaves its exit code. */
export interface CommandContext {
  terminal: Terminal;
  finish(code: ExitCode): void;
}

const COMMANDS = [
  runCommand,
  workflowsCommand,
  nodesCommand,
  runsCommand,
  showCommand,
  retryCommand,
  resumeCommand,
  cancelCommand,
  undoCommand,
  verifyCommand,
  cacheCommand,
  settingsCommand,
  keysCommand,
  hotFoldersCommand,
  samplesCommand,
  serveCommand,
];

/** Runs one command line (without the program's own name) and returns its exit code. Never rejects. */
export async function main(args: string[], terminal: Terminal = processTerminal()): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = new Command('safelight')
    .description('Batch retouching on your own machine: workflows over whole folders of photos.')
    .version(packageJson.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .option('--data <dir>', 'data folder; default: SAFELIGHT_HOME, else the system’s place for application data')
    .option('--verbose', 'tell more on stderr')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.tell(text.trimEnd()),
      outputError: (text, write) => write(text + fileHint(text)),
    })
    .showSuggestionAfterError(true)
    .exitOverride();
  for (const command of COMMANDS) {
    const made = command({
      terminal,
      finish: (next) => {
        code = next;
      },
    });
    made.copyInheritedSettings(program).allowExcessArguments(false);
    for (const below of made.commands) below.copyInheritedSettings(made);
    program.addCommand(made);
  }
  try {
    if (args.length === 0) {
      program.outputHelp({ error: true });
      return EXIT.usage;
    }
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    explain(terminal, error, program.opts<{ verbose?: boolean }>().verbose === true);
    return exitCodeOfError(error);
  }
}

/** A file whose name begins with a dash is taken for an option. */
function fileHint(message: string): string {
  const name = /unknown option '(-.+)'/.exec(message)?.[1];
  if (name === undefined || !existsSync(name)) return '';
  return `There is a file of this name here: write it as ./${name}.\n`;
}

function explain(terminal: Terminal, error: unknown, verbose: boolean): void {
  if (!(error instanceof SafelightError)) {
    terminal.tell(
      `Something went wrong inside Safelight: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return;
  }
  terminal.tell(error.message);
  const issues = error.issues ?? [];
  // The only issue is what the sentence says already.
  if (issues.length > 1) {
    for (const { path, message } of issues) terminal.tell(path === '' ? `  ${message}` : `  ${path}: ${message}`);
  }
  if (verbose && error.stack !== undefined) terminal.tell(error.stack);
}
