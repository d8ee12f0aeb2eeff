import { SafelightError } from '../../../contract/errors.ts';
import type { App } from '../../app.ts';
import type { CreateRun, RunRef, RunService } from '../../engine/run-service.ts';
import type { RunFilter } from '../../engine/store-port.ts';
import type { Caller } from './caller.ts';
import { checkAdHoc, checkFiles, checkParams } from './check-document.ts';
import { isLimited } from './limits-of-caller.ts';
import { deniedWorkflow, pathsOfInputs, type Visibility } from './visibility.ts';

/** Methods that take a run first, and only look. */
const LOOKING = [
  'get',
  'document',
  'items',
  'item',
  'progress',
  'whenFinished',
  'renderPreview',
  'inputPath',
  'outputPath',
] as const satisfies (keyof RunService)[];

/** Methods that take a run first, and change something. */
const CONTROLLING = [
  'start',
  'change',
  'remove',
  'pause',
  'resume',
  'cancel',
  'retryFailed',
  'retryItem',
  'overrideItem',
  'rerunItem',
  'undo',
  'verify',
] as const satisfies (keyof RunService)[];

const BY_RUN: ReadonlySet<string> = new Set<string>([...LOOKING, ...CONTROLLING]);

/**
 * The runs that the current caller meets. For a caller without limits each method is the service's own; for others, a method that is
 * not dealt with here is closed rather than open.
 */
export function limitedRuns(app: App, caller: () => Caller, visibility: Visibility): RunService {
  const { runs } = app;

  async function checkCreate(spec: CreateRun, who: Caller): Promise<void> {
    if (who.onlyWorkflows !== null) {
      if (typeof spec.workflow === 'object') {
        checkAdHoc(who);
      } else {
        const { slug } = await app.workflows.get(spec.workflow);
        if (!who.mayRun(slug)) throw deniedWorkflow(who, slug);
      }
    }
    for (const path of [...pathsOfInputs(spec.inputs), spec.output.folder]) await who.checkPath(path);
    if (typeof spec.workflow === 'object') await checkFiles(spec.workflow.document, who);
    await checkParams(spec.params ?? {}, who);
  }

  async function visible<F extends RunFilter>(filter: F, who: Caller): Promise<F> {
    const workflowIds = await visibility.workflowIds(who);
    return workflowIds === null ? filter : { ...filter, workflowIds };
  }

  const special: Partial<RunService> = {
    async create(spec) {
      await checkCreate(spec, caller());
      return await runs.create(spec);
    },
    async plan(spec, options) {
      await checkCreate(spec, caller());
      return await runs.plan(spec, options);
    },
    list: async (options = {}) => await runs.list(await visible(options, caller())),
    slice: async (options) => await runs.slice(await visible(options, caller())),
    async outputByHash(sha256) {
      const found = await runs.outputByHash(sha256);
      if (found !== null) await visibility.check(caller(), await runs.get(found.runId));
      return found;
    },
  };

  return new Proxy(runs, {
    get(target, name, receiver) {
      const own: unknown = Reflect.get(target, name, receiver);
      if (typeof name !== 'string' || typeof own !== 'function') return own;
      return async (...args: unknown[]): Promise<unknown> => {
        const who = caller();
        const call = own as (...args: unknown[]) => Promise<unknown>;
        if (!isLimited(who)) return await call.apply(target, args);
        const instead = special[name as keyof RunService] as typeof call | undefined;
        if (instead !== undefined) return await instead(...args);
        if (!BY_RUN.has(name)) {
          throw new SafelightError('capability_denied', `The key “${who.name}” is too limited for this.`);
        }
        await visibility.check(who, await runs.get(args[0] as RunRef));
        if (name === 'overrideItem' || name === 'rerunItem') await checkParams(overridesIn(args[2]), who);
        return await call.apply(target, args);
      };
    },
  });
}

/** The params in the third argument of `overrideItem` (a list) and `rerunItem` (an object with the list). */
function overridesIn(argument: unknown): Record<string, Record<string, unknown>> {
  const list = Array.isArray(argument)
    ? argument
    : ((argument as { overrides?: unknown } | undefined)?.overrides ?? []);
  return Object.fromEntries(
    (list as { params: Record<string, unknown> }[]).map(({ params }, index) => [String(index), params]),
  );
}
