import { runCapability } from '../../../contract/capabilities.ts';
import { SafelightError } from '../../../contract/errors.ts';
import type { SafelightEvent } from '../../../contract/events.ts';
import type { InputSpec, Run } from '../../../contract/run.ts';
import type { App } from '../../app.ts';
import { pathOfFileUrl } from '../../file-url.ts';
import type { Caller } from './caller.ts';

/** Which runs a caller meets. */
export interface Visibility {
  /** Ids of the only workflows whose runs it meets; null: of all. Ad-hoc workflows are never among them, whatever they are called. */
  workflowIds(caller: Caller): Promise<number[] | null>;
  /** Throws `capability_denied`, or `forbidden` naming a path of the run that lies outside of the caller's folders. */
  check(caller: Caller, run: Run): Promise<void>;
  /** Whether it may see the run; asked again and again for the same runs, it remembers. */
  remembering(caller: Caller): (run: Run | number) => Promise<boolean>;
  /** Whether it may hear of the event: of the runs that it may see, and of nothing else. */
  eventsSeenBy(caller: Caller): (event: SafelightEvent) => Promise<boolean>;
}

export function createVisibility(app: Pick<App, 'runs' | 'workflows'>): Visibility {
  async function workflowIds(caller: Caller): Promise<number[] | null> {
    if (caller.onlyWorkflows === null) return null;
    const ids: number[] = [];
    for (const slug of caller.onlyWorkflows) {
      // The workflow may be gone, or not there yet.
      const id = await app.workflows.get(slug).then(
        (workflow) => (workflow.slug === slug ? workflow.id : null),
        () => null,
      );
      if (id !== null) ids.push(id);
    }
    return ids;
  }

  async function check(caller: Caller, run: Run): Promise<void> {
    const ids = await workflowIds(caller);
    if (ids !== null && !ids.includes(run.workflowId)) throw deniedWorkflow(caller, run.workflowSlug);
    if (caller.folders === null) return;
    for (const path of [...pathsOfInputs(run.inputs), run.output.folder]) await caller.checkPath(path);
  }

  function remembering(caller: Caller): (run: Run | number) => Promise<boolean> {
    const known = new Map<number, boolean>();
    return async (given) => {
      const id = typeof given === 'number' ? given : given.id;
      const before = known.get(id);
      if (before !== undefined) return before;
      const may = await check(caller, typeof given === 'number' ? await app.runs.get(given) : given).then(
        () => true,
        () => false,
      );
      known.set(id, may);
      return may;
    };
  }

  return {
    workflowIds,
    check,
    remembering,
    eventsSeenBy(caller) {
      const sees = remembering(caller);
      return async (event) => {
        if ('run' in event) return await sees(event.run);
        return 'runId' in event && typeof event.runId === 'number' && (await sees(event.runId));
      };
    },
  };
}

/** The error for a workflow that the key is not for. */
export function deniedWorkflow(caller: Caller, slug: string): SafelightError {
  const required = runCapability(slug);
  return new SafelightError('capability_denied', `The key “${caller.name}” lacks the capability ${required}.`, {
    required,
  });
}

/** Every path on disk that inputs name: paths, single files, file URLs, the zip. */
export function pathsOfInputs(inputs: Record<string, Partial<InputSpec>>): string[] {
  const urls = (url: string | undefined): string[] => {
    const path = url === undefined ? null : pathOfFileUrl(url);
    return path === null ? [] : [path];
  };
  return Object.values(inputs).flatMap(({ paths = [], files = [], zipUrl }) => [
    ...paths,
    ...files.flatMap((file) => [...(file.path === undefined ? [] : [file.path]), ...urls(file.url)]),
    ...urls(zipUrl),
  ]);
}
