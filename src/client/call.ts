import { operations } from './operations.generated.ts';
import type { CallOptions, Operation, OperationName } from './operations.ts';
import { type AnyInput, addressOf, requestOf } from './request.ts';

/**
 * Makes operations of the API callable, over whatever sends requests. Needs nothing but the table of paths: no zod, no Node.
 * @param send throws ProblemError and ConnectionLostError (see `answerOf`); paths begin with a slash
 * @param key sent with each call, where there is one
 * @example const getRun = operationsOver((path, init) => answerOf(fetch(path, init)))('getRun');
 */
export function operationsOver(
  send: (path: string, init: RequestInit) => Promise<Response>,
  key?: string,
): <Name extends OperationName>(name: Name) => Operation<Name> {
  return <Name extends OperationName>(name: Name) => {
    const [method, path] = operations[name];
    const call = async (input: AnyInput = {}, { signal }: CallOptions = {}): Promise<unknown> => {
      const init = requestOf(method, input, key);
      const response = await send(addressOf(path, input), signal === undefined ? init : { ...init, signal });
      return /^application\/json\b/.test(response.headers.get('content-type') ?? '') ? await response.json() : response;
    };
    return call as unknown as Operation<Name>;
  };
}
