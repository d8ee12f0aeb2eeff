import type { Capability } from '../../../contract/capabilities.ts';
import type { SafelightError } from '../../../contract/errors.ts';

/** Who makes a request, and what they may do. In handlers: `c.get('caller')`. */
export interface Caller {
  /**
   * `app`: our own window or code of this process. `socket`: a program of the same user over the private socket. `session`: the screens
   * in a browser. `key`: a script. `link`: whoever holds a signed address. `nobody`: no key, or a wrong one.
   */
  readonly kind: 'app' | 'socket' | 'session' | 'key' | 'link' | 'nobody';
  /** Tells callers apart, e.g. `key:12`; the owner of idempotency keys. */
  readonly id: string;
  /** For people and logs. */
  readonly name: string;
  /** Requests a minute; 0: unlimited. */
  readonly rateLimit: number;
  /** What was wrong with the key that was presented; what is open to everybody is open all the same. */
  readonly refusal?: SafelightError;
  /** Why the request is not looked at at all. */
  readonly barred?: SafelightError;
  may(capability: Capability): boolean;
  /** May start and control runs of the workflow. */
  mayRun(slug: string): boolean;
  /** Slugs of the only workflows that it meets, with their runs; null: all. */
  readonly onlyWorkflows: readonly string[] | null;
  /** Folders that photos may come from and go to; null: any. */
  readonly folders: readonly string[] | null;
  /**
   * Throws `forbidden` naming the path unless it lies, links resolved, in one of the caller's folders. What is not there yet counts by
   * the folder that it would be made in.
   */
  checkPath(path: string): Promise<void>;
}

/** Hono's context of every handler. */
export interface ApiEnv {
  Bindings: { caller?: Caller };
  Variables: { caller: Caller };
}
