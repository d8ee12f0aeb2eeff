import { type ErrorRecord, SafelightError } from '../../../contract/errors.ts';
import type { Found } from '../../engine/ports.ts';

/**
 * The same sentence, with the zip called by its own name: zips that were handed in lie under names of ours, people know them by the name they
 * gave.
 */
export function calledBy<E extends Pick<ErrorRecord, 'message'>>(error: E, archive: string, name: string): E {
  return { ...error, message: error.message.replaceAll(archive, name) };
}

/** Does something with a zip; its errors call the zip by its own name. */
export async function calling<T>(archive: string, name: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw renamedError(thrown, archive, name);
  }
}

/** What is found in a zip, with errors, skips and sources that know what the zip is called. Errors thrown do, too. */
export async function* foundInCalled(
  found: AsyncIterable<Found>,
  archive: string,
  name: string,
): AsyncGenerator<Found> {
  try {
    for await (const one of found) {
      if (one.type === 'refused') yield { ...one, error: calledBy(one.error, archive, name) };
      else if (one.type === 'skipped') yield { ...one, reason: calledBy(one.reason, archive, name) };
      else if (one.type === 'source' && one.source.kind === 'zipEntry')
        yield { ...one, source: { ...one.source, archiveName: name } };
      else yield one;
    }
  } catch (thrown) {
    throw renamedError(thrown, archive, name);
  }
}

function renamedError(thrown: unknown, archive: string, name: string | undefined): unknown {
  if (!(thrown instanceof SafelightError) || name === undefined) return thrown;
  const { code, message } = calledBy(thrown.toRecord(), archive, name);
  return new SafelightError(code, message, { nodeId: thrown.nodeId, issues: thrown.issues, cause: thrown });
}
