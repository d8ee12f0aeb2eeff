import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { NewItem, NewRun, StorePort } from '../../../src/main/engine/store-port.ts';
import { openStore } from '../../../src/main/store/store.ts';

export const clock = { now: () => new Date('2026-11-21T12:00:00.000Z') };

/** An empty folder that is removed with the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store that is closed with the test. */
export async function freshStore(folder = emptyFolder()): Promise<StorePort> {
  const store = await openStore(folder, clock);
  onTestFinished(() => store.close());
  return store;
}

/** A run of a workflow, ready to take items. */
export async function runIn(store: StorePort, more: Partial<NewRun> = {}) {
  const known = await store.workflows.find({ slug: 'test', hidden: false });
  const workflow =
    known ??
    (await store.workflows.insert({
      slug: 'test',
      name: 'Test',
      description: null,
      builtIn: false,
      hidden: false,
      document: { format: 1, name: 'Test', nodes: [{ id: 'a', type: 'imageInput', params: {}, inputs: {} }] },
    }));
  const { run } = await store.runs.insert({
    name: 'Run',
    workflowId: workflow.id,
    workflowVersion: workflow.version,
    trigger: 'cli',
    inputs: { a: { paths: ['/photos'], recursive: false } },
    output: { folder: '/out', collision: 'suffix', zip: false, zipLayout: 'preserve' },
    intermediates: 'onDemand',
    labels: {},
    tolerant: false,
    held: false,
    description: null,
    params: {},
    client: null,
    ...more,
  });
  return run;
}

/** A pending item with one name. */
export function newItem(name: string, seq = 1, more: Partial<NewItem> = {}): NewItem {
  return {
    sourceKey: `file:/photos/${name}`,
    seq,
    name,
    relativeFolder: '',
    status: 'pending',
    sources: { a: { kind: 'file', path: `/photos/${name}`, name, relativeFolder: '', bytes: 1, modifiedMs: 0 } },
    error: null,
    names: [{ nodeId: 'export', relativePath: name, key: name.toLowerCase() }],
    fileIds: [],
    ...more,
  };
}
