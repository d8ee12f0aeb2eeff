import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import type { Item, NodeState } from '../../contract/run.ts';
import { didYouMean } from '../../workflow/graph/nearest.ts';
import type { Session } from './session.ts';
import type { Terminal } from './terminal.ts';

/**
 * One step of one photo: its picture in full size as a new file, or what it found out, as JSON. Throws `node_not_found`,
 * `output_exists`, and what rendering throws.
 */
export async function showNode(
  session: Session,
  terminal: Terminal,
  item: Item,
  nodeId: string,
  { out, json }: { out?: string; json?: boolean },
): Promise<void> {
  const isJson = out !== undefined && extname(out).toLowerCase() === '.json';
  if (out !== undefined && !isJson) {
    const path = resolve(out);
    await session.runs.savePicture(item.runId, item.id, nodeId, path);
    if (json) terminal.json({ event: 'picture', runId: item.runId, itemId: item.id, nodeId, path });
    else terminal.tell(path);
    return;
  }
  const state = stateOf(item, nodeId);
  const text = JSON.stringify(state.result ?? {}, null, 2);
  if (isJson) await writeNew(resolve(out), `${text}\n`);
  else if (json) terminal.json({ event: 'node', runId: item.runId, itemId: item.id, ...state });
  else terminal.out(text);
}

function stateOf(item: Item, nodeId: string): NodeState {
  const state = item.nodeStates.find((one) => one.nodeId === nodeId);
  if (state !== undefined) return state;
  const ids = item.nodeStates.map((one) => one.nodeId);
  const hint = didYouMean(nodeId, ids) || (ids.length === 0 ? '' : ` It has ${ids.join(', ')}.`);
  throw new SafelightError('node_not_found', `Nothing is known of a step “${nodeId}” of “${item.name}”.${hint}`);
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw exists
      ? new SafelightError('output_exists', `“${path}” exists already and is not overwritten. Choose another name.`, {
          cause,
        })
      : new SafelightError('output_unwritable', `“${path}” cannot be written: ${String(cause)}`, { cause });
  }
}
