import type { App } from '../app.ts';

/**
 * What our own command line uses of an app, service by service. When another process has the data folder, the same calls go to it over
 * the private socket (handlers/session.ts), so that a command does not know the difference. The native API has all of this too,
 * as resources with addresses; a command prints what the services answer.
 */
export const SESSION_CALLS = {
  workflows: ['list', 'get'],
  runs: [
    'create',
    'plan',
    'get',
    'list',
    'items',
    'item',
    'pause',
    'resume',
    'cancel',
    'retryFailed',
    'retryItem',
    'rerunItem',
    'undo',
    'progress',
    'savePicture',
  ],
  settings: ['list', 'get', 'set'],
  cache: ['usage', 'clear', 'setLimit'],
  uploads: ['usage'],
  downloads: ['usage'],
  keys: ['create', 'list', 'get', 'update', 'revoke'],
  hotFolders: ['list', 'get', 'create', 'update', 'remove'],
} as const satisfies { [Service in keyof App]?: readonly (keyof App[Service])[] };

export type SessionService = keyof typeof SESSION_CALLS;

/** The services of an app as far as they can be called from another process. */
export type SessionServices = {
  readonly [Service in SessionService]: Pick<
    App[Service],
    (typeof SESSION_CALLS)[Service][number] & keyof App[Service]
  >;
};

/** One line of the answer of `POST /session/verify`. */
export type VerifyLine<Output, Report> = { output: Output } | { report: Report } | { error: unknown };
