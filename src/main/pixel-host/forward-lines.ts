import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Calls `take` with every line a child process prints, without its line end; empty lines are left out. */
export function forwardLines(stream: Readable | null, take: (line: string) => void): void {
  if (!stream) return;
  createInterface({ input: stream }).on('line', (line) => {
    if (line.trim() !== '') take(line);
  });
}
