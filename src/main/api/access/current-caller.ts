import { AsyncLocalStorage } from 'node:async_hooks';
import type { Caller } from './caller.ts';
import { APP_CALLER } from './callers.ts';

/** Who the code that runs now works for, through every await of a request. */
export interface CurrentCaller {
  run<T>(caller: Caller, work: () => T): T;
  /** Outside of requests: the app itself. */
  get(): Caller;
}

export function createCurrentCaller(): CurrentCaller {
  const storage = new AsyncLocalStorage<Caller>();
  return { run: (caller, work) => storage.run(caller, work), get: () => storage.getStore() ?? APP_CALLER };
}
