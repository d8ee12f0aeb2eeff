import type { Readable } from 'node:stream';
import type { NetAnswer } from '../engine/net-port.ts';

/** The body of an answer; what it breaks off with goes through `asError`. */
export function checkedBody(body: Readable, asError: (thrown: unknown) => Error): NetAnswer['body'] {
  // Errors of a body that nobody reads any more.
  body.on('error', () => undefined);
  return {
    destroy: () => body.destroy(),
    async *[Symbol.asyncIterator]() {
      try {
        for await (const chunk of body) yield chunk as Buffer;
      } catch (thrown) {
        throw asError(thrown);
      } finally {
        body.destroy();
      }
    },
  };
}

/** Gives up a body that is of no interest, with its connection. */
export function discard(body: Readable): void {
  body.on('error', () => undefined);
  body.destroy();
}
