import { join } from 'node:path';
import type { ItemTokens } from '../../contract/pixel-tasks.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';
import type { Graph } from '../../workflow/graph/graph.ts';
import { EarlierNames } from './earlier-names.ts';
import type { EngineDeps } from './engine-deps.ts';
import { type RunNaming, runNaming } from './naming.ts';
import { withRunParams } from './run-params.ts';
import type { StoredItem, StoredRun } from './store-port.ts';

/** A run with all that stays the same while it is executed. */
export interface RunContext {
  run: StoredRun;
  document: WorkflowDocument;
  graph: Graph;
  naming: RunNaming;
  /** Where files are published: the output folder, or the staging folder of a run that delivers a zip. */
  folder: string;
  earlierNames: EarlierNames;
}

/** Loads the workflow version a run was created with. Throws `workflow_not_found`, `workflow_invalid`. */
export async function loadRunContext(
  deps: Pick<EngineDeps, 'store' | 'delivery' | 'folders'>,
  run: StoredRun,
): Promise<RunContext> {
  const version = await deps.store.workflows.version(run.workflowId, run.workflowVersion);
  if (version === null) throw new Error(`run ${run.id} has no workflow version ${run.workflowVersion}`);
  const { document, graph } = withRunParams(version.document, run.params);
  const naming = runNaming(
    graph,
    { workflow: run.workflowSlug, runDate: run.createdAt, output: run.output },
    deps.delivery,
  );
  return {
    run,
    document,
    graph,
    naming,
    folder: deliveryFolder(deps.folders, run),
    earlierNames: new EarlierNames(deps.delivery),
  };
}

/** See RunContext.folder. */
export function deliveryFolder(folders: { staging: string }, run: Pick<StoredRun, 'uuid' | 'output'>): string {
  return run.output.zip ? join(folders.staging, run.uuid) : run.output.folder;
}

/** What `{tokens}` in texts of the item's pictures stand for. */
export function itemTokens(
  run: Pick<StoredRun, 'workflowSlug' | 'createdAt'>,
  item: Pick<StoredItem, 'name' | 'seq' | 'relativeFolder'>,
): ItemTokens {
  return {
    name: item.name,
    seq: item.seq,
    relativeFolder: item.relativeFolder,
    workflow: run.workflowSlug,
    runDate: run.createdAt,
  };
}

/** Folders that a run makes temp files in. */
export function tempFolders(folders: { staging: string }, run: Pick<StoredRun, 'uuid' | 'output'>): string[] {
  return [...new Set([deliveryFolder(folders, run), run.output.folder])];
}

/** Start of the names of a run's temp files. The end of the uuid, because its start is the time. */
export function runTempPrefix(run: Pick<StoredRun, 'uuid'>): string {
  return `.safelight-${run.uuid.slice(-8)}-`;
}
