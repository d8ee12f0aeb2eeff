import { stat } from 'node:fs/promises';
import type { Item, NodeState, Run } from '../../../contract/run.ts';
import type { App } from '../../app.ts';
import { artifactUrl } from '../resources.ts';
import { exportOf } from './step-workflow.ts';

/** The picture of a step, and what the step found out. Sizes are pixels. */
export interface StepResult {
  /** Fields of the node's result. */
  fields: Record<string, unknown>;
  /** Absolute path of the file. */
  path: string;
  /** Absolute; answers with the file. */
  url: string;
  width: number | undefined;
  height: number | undefined;
  format: string;
  bytes: number;
}

/**
 * What a completed step made: the file of an export, else the step's own picture as PNG, rendered when it is not kept.
 * @param delivered for a step whose picture an added export delivered: answer with that file instead
 */
export async function stepResult(
  app: App,
  run: Run,
  item: Item,
  state: NodeState,
  origin: string,
  { delivered }: { delivered: boolean },
): Promise<StepResult> {
  const fields = { ...state.result };
  const ids = delivered ? [state.nodeId, exportOf(state.nodeId)] : [state.nodeId];
  const index = item.outputs.findIndex(({ nodeId, undone }) => undone === undefined && ids.includes(nodeId));
  const output = item.outputs[index];
  if (output !== undefined) {
    const { path, fileName, width, height, format, bytes } = output;
    const url = artifactUrl(origin, `runs/${run.id}/${item.id}/outputs/${index}/${fileName}`);
    return { fields, path, url, width, height, format, bytes };
  }
  const { path } = await app.runs.renderPreview(run.id, item.id, state.nodeId, { longEdge: null, format: 'png' });
  return {
    fields,
    path,
    url: artifactUrl(origin, `runs/${run.id}/${item.id}/nodes/${state.nodeId}.png`),
    ...(await sizeOf(app, state, path)),
    format: 'png',
    bytes: (await stat(path)).size,
  };
}

/** A step that was planned away, as two flips are, has no size in its state; its picture has. */
async function sizeOf(app: App, { width, height }: NodeState, path: string) {
  if (width !== undefined && height !== undefined) return { width, height };
  const { facts } = await app.pixels.run({ kind: 'probe', source: { path, name: 'picture.png' } });
  return { width: facts.width, height: facts.height };
}
