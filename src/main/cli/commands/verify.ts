import { Command } from 'commander';
import type { VerifiedOutput, VerifyReport } from '../../../contract/undo.ts';
import { EXIT } from '../exit-code.ts';
import { positiveInteger } from '../option-values.ts';
import type { CommandContext } from '../program.ts';
import { progressDisplay } from '../progress-display.ts';
import { type GlobalOptions, type Session, withSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { counted } from '../wording.ts';

interface Options extends GlobalOptions {
  json?: boolean;
  replay?: boolean;
  workers?: number;
}

/** More are named with `--json` only. */
const NAMED = 20;

/** `safelight verify <run>`: are the delivered files still what was delivered, and would they come out the same today? */
export function verifyCommand({ terminal, finish }: CommandContext): Command {
  return new Command('verify')
    .description('compare the files of a run with their receipts, byte by byte')
    .argument('<run>', 'number of the run, see “safelight runs”')
    .option('--replay', 'also make every picture again from its source and compare; changes no files')
    .option('--workers <n>', 'photos worked on side by side; default: one for each core', positiveInteger)
    .option('--json', 'JSON lines on stdout')
    .action(async (ref: string, _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const report = await withSession(
        terminal,
        options,
        (session) => verify(session, terminal, ref, options),
        options.workers === undefined ? {} : { workers: options.workers },
      );
      if (report === null) finish(EXIT.interrupted);
      else if (!report.ok) finish(EXIT.someItemsFailed);
    });
}

/** Null when it was interrupted. */
async function verify(
  session: Session,
  terminal: Terminal,
  ref: string,
  options: Options,
): Promise<VerifyReport | null> {
  const { id, outputCount } = await session.runs.get(ref);
  const interrupt = new AbortController();
  const display = options.json && !terminal.interactive ? null : progressDisplay(terminal);
  const wrong: VerifiedOutput[] = [];
  const startedAt = performance.now();
  let over = 0;
  const heard = (output: VerifiedOutput): void => {
    if (options.json) terminal.json({ event: 'verify.output', runId: id, ...output });
    if (output.state === 'undone') return;
    over += 1;
    if (!isFine(output)) wrong.push(output);
    const itemsPerSecond = over / Math.max(0.001, (performance.now() - startedAt) / 1000);
    display?.show({
      over,
      failed: wrong.length,
      total: outputCount,
      totalKnown: true,
      itemsPerSecond,
      secondsLeft: Math.max(0, outputCount - over) / itemsPerSecond,
    });
  };
  terminal.onInterrupt(() => interrupt.abort());
  try {
    const report = await session.runs.verify(ref, {
      replay: options.replay === true,
      onOutput: heard,
      signal: interrupt.signal,
    });
    display?.end();
    if (options.json) terminal.json({ event: 'verify.finished', ...report });
    for (const line of verifyText(report, wrong)) terminal.tell(line);
    return report;
  } catch (thrown) {
    if (interrupt.signal.aborted) return null;
    throw thrown;
  } finally {
    display?.end();
    terminal.onInterrupt(null);
  }
}

const isFine = ({ state, replay }: VerifiedOutput): boolean =>
  state === 'ok' && (replay === undefined || replay === 'same');

const REPLAY_WORDS: Record<keyof VerifyReport['replays'], string> = {
  same: 'made again the same',
  differs: 'made again differently',
  sourceChanged: 'with a changed source',
  sourceMissing: 'without their source',
  engineChanged: 'made differently by this version of the engine',
  failed: 'that could not be made again',
};

/** What was found, for people. */
function verifyText({ runId, outputs, states, replays, ok }: VerifyReport, wrong: VerifiedOutput[]): string[] {
  const found = Object.entries(states).filter(([, count]) => count > 0);
  const again = Object.entries(replays).filter(([, count]) => count > 0);
  return [
    `Run ${runId}: ${counted(outputs, 'file')}${found.map(([state, count]) => `, ${count} ${state}`).join('')}.`,
    ...again.map(([how, count]) => `  ${counted(count, 'file')} ${REPLAY_WORDS[how as keyof typeof REPLAY_WORDS]}.`),
    ...(ok ? [] : ['These are not as they should be:']),
    ...wrong.slice(0, NAMED).map((output) => `  ${output.path}: ${whatIsWrong(output)}`),
    ...(wrong.length > NAMED ? [`  … and ${counted(wrong.length - NAMED, 'more file')}; --json names all`] : []),
  ];
}

function whatIsWrong({ state, replay, message }: VerifiedOutput): string {
  const parts = [
    ...(state === 'ok' ? [] : [state]),
    ...(replay === undefined || replay === 'same' ? [] : [REPLAY_WORDS[replay]]),
  ];
  return `${parts.join(', ')}${message === undefined ? '' : `. ${message}`}`;
}
