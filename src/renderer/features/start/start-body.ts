import type { z } from 'zod';
import type { CreateRunBody } from '../../../contract/create-run.ts';
import type { Collision } from '../../../contract/run.ts';
import type { WorkflowDocument } from '../../../contract/workflow.ts';
import type { Uploaded } from './use-uploads.ts';

/** What is chosen on the start sheet, beside photos and workflow. */
export interface StartChoices {
  /** Params of this run's own, by node: only what differs from the workflow. */
  params: Record<string, Record<string, unknown>>;
  /** Absolute; empty leaves it to Safelight. */
  folder: string;
  /** Name template; empty for the workflow's own. */
  name: string;
  collision: Collision;
  zip: boolean;
  recursive: boolean;
}

export type RunBody = z.input<typeof CreateRunBody>;

/** The request for a run, or its plan; null while there is nothing to work on. */
export function startBody(
  document: WorkflowDocument,
  paths: string[],
  uploaded: Uploaded[],
  choices: StartChoices,
): RunBody | null {
  if (paths.length + uploaded.length === 0) return null;
  const files = uploaded.map(({ local, upload }) => ({
    uploadId: upload.uploadId,
    name: local.file.name,
    ...(local.relativeFolder === '' ? {} : { relativeFolder: local.relativeFolder }),
  }));
  const input = {
    ...(paths.length > 0 ? { paths } : {}),
    ...(files.length > 0 ? { files } : {}),
    recursive: choices.recursive,
  };
  const inputNodes = document.nodes.filter((node) => node.type === 'imageInput');
  return {
    inputs: { [inputNodes[0]?.id ?? 'imageInput']: input },
    output: {
      ...(choices.folder.trim() === '' ? {} : { folder: choices.folder.trim() }),
      ...(choices.name.trim() === '' ? {} : { name: choices.name.trim() }),
      collision: choices.collision,
      zip: choices.zip,
    },
    ...(Object.keys(choices.params).length > 0 ? { params: choices.params } : {}),
  };
}

/** A node's params of this run's own after a form was changed: those that differ from the workflow's. */
export function ownParams(
  ofWorkflow: Record<string, unknown>,
  ofForm: Record<string, unknown>,
): Record<string, unknown> {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return Object.fromEntries(Object.entries(ofForm).filter(([name, value]) => !same(value, ofWorkflow[name])));
}

/** The nodes whose params the start sheet shows, with the names of these params. */
export function exposedNodes(document: WorkflowDocument) {
  return document.nodes
    .filter((node) => (node.exposed ?? []).length > 0)
    .map((node) => ({ node, names: node.exposed ?? [] }));
}
