/** Where a command writes: results to `out`, people's progress and complaints to `tell`. */
export interface Terminal {
  /** One line to stdout. */
  out(line: string): void;
  /** One JSON object as a line to stdout. */
  json(value: object): void;
  /** One line to stderr. */
  tell(line: string): void;
  /** True when a person watches stderr. */
  readonly interactive: boolean;
  /** What Ctrl-C does the first time; null: the command ends at once. */
  onInterrupt(listener: (() => void) | null): void;
}

/** npm passes a signal on that the terminal has already sent to the whole process group: it is one Ctrl-C. */
const SAME_PRESS_MS = 400;

/** The terminal of this process. The second Ctrl-C ends the process at once, whatever it is doing. */
export function processTerminal(): Terminal {
  let listener: (() => void) | null = null;
  let firstAt: number | null = null;
  const interrupted = (): void => {
    const now = performance.now();
    if (firstAt !== null && now - firstAt < SAME_PRESS_MS) return;
    if (firstAt !== null || listener === null) process.exit(130);
    firstAt = now;
    listener();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupted);
  // `safelight runs | head` closes the pipe early; that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    out: (line) => process.stdout.write(`${line}\n`),
    json: (value) => process.stdout.write(`${JSON.stringify(value)}\n`),
    tell: (line) => process.stderr.write(`${line}\n`),
    interactive: process.stderr.isTTY === true,
    onInterrupt(next) {
      listener = next;
    },
  };
}
