import { access, readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import type { Collision, InputSpec } from '../../contract/run.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';
import { didYouMean } from '../../workflow/graph/nearest.ts';
import { readWorkflow } from '../../workflow/graph/read.ts';
import { isFileParam } from '../../workflow/nodes/file-params.ts';
import type { CreateRun } from '../engine/run-service.ts';
import type { Session } from './session.ts';

/** Options of `safelight run`, as commander parsed them. */
export interface RunOptions {
  out: string;
  zip?: boolean;
  recursive?: boolean;
  glob?: string;
  name?: string;
  collision: Collision;
  input?: [node: string, path: string][];
  tolerant?: boolean;
  intermediates?: 'on-demand' | 'all';
}

/**
 * The run that a command line asks for. Throws `workflow_not_found` with a guess at what was meant, `file_not_found`,
 * `workflow_invalid`, and `request_invalid` when paths and input nodes do not fit.
 */
export async function runRequest(
  session: Session,
  workflow: string,
  paths: string[],
  options: RunOptions,
): Promise<CreateRun> {
  if (paths.includes('') || options.out === '') {
    // Resolved, it would be the working folder, which a script with an unset variable did not mean.
    throw new SafelightError('request_invalid', `${options.out === '' ? '--out' : 'A path'} is empty: name a folder.`);
  }
  const chosen = await chooseWorkflow(session, workflow);
  return {
    workflow: chosen.workflow,
    inputs: assignPaths(chosen.inputNodes, paths, options),
    output: {
      folder: resolve(options.out),
      collision: options.collision,
      zip: options.zip === true,
      zipLayout: 'preserve',
      ...(options.name === undefined ? {} : { name: options.name }),
    },
    trigger: 'cli',
    ...(options.tolerant ? { tolerant: true } : {}),
    ...(options.intermediates === 'all' ? { intermediates: 'all' } : {}),
  };
}

interface Chosen {
  workflow: CreateRun['workflow'];
  inputNodes: string[];
}

async function chooseWorkflow(session: Session, given: string): Promise<Chosen> {
  if (await namesFile(given)) {
    const document = await withPlacedFiles(readWorkflow(await readJson(given)), dirname(resolve(given)));
    return { workflow: { document }, inputNodes: inputNodes(document) };
  }
  try {
    const stored = await session.workflows.get(given);
    return { workflow: stored.id, inputNodes: inputNodes(stored.document) };
  } catch (error) {
    if (!(error instanceof SafelightError) || error.code !== 'workflow_not_found') throw error;
    const slugs = (await session.workflows.list()).map((one) => one.slug);
    throw new SafelightError('workflow_not_found', `${error.message}${didYouMean(given, slugs)}`);
  }
}

/**
 * The document with absolute paths in its file params (logos), so that a run can be resumed from anywhere: beside the workflow
 * file, else below the working folder.
 */
async function withPlacedFiles(document: WorkflowDocument, folder: string): Promise<WorkflowDocument> {
  const placed = async (path: string): Promise<string> => {
    const beside = resolve(folder, path);
    return await access(beside).then(
      () => beside,
      () => resolve(path),
    );
  };
  const nodes = document.nodes.map(async (node) => {
    const params = { ...node.params };
    for (const [name, value] of Object.entries(params)) {
      if (typeof value === 'string' && value !== '' && isFileParam(node.type, name)) params[name] = await placed(value);
    }
    return { ...node, params };
  });
  return { ...document, nodes: await Promise.all(nodes) };
}

/** A slug has neither dot nor slash; a file without either is meant when there is one. */
async function namesFile(given: string): Promise<boolean> {
  if (/[./\\]/.test(given)) return true;
  return await stat(given).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new SafelightError(
      missing ? 'file_not_found' : 'file_unreadable',
      missing
        ? `There is no workflow file ${resolve(path)}. “safelight workflows” lists those that come with Safelight.`
        : `The workflow file ${resolve(path)} cannot be read.`,
      { cause },
    );
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SafelightError('workflow_invalid', `${basename(path)} is not valid JSON: ${reason}`, { cause });
  }
}

function inputNodes(document: { nodes: { id: string; type: string }[] }): string[] {
  return document.nodes.filter((node) => node.type === 'imageInput').map((node) => node.id);
}

/** The named nodes get what was named for them; the first one left gets the paths. */
function assignPaths(nodes: string[], paths: string[], options: RunOptions): Record<string, InputSpec> {
  const named = new Map<string, string[]>();
  for (const [node, path] of options.input ?? []) {
    if (!nodes.includes(node)) {
      const all = nodes.length === 0 ? 'It has none.' : `It has ${nodes.map((id) => `“${id}”`).join(', ')}.`;
      throw new SafelightError(
        'request_invalid',
        `The workflow has no input node “${node}”. ${all}${didYouMean(node, nodes)}`,
      );
    }
    named.set(node, [...(named.get(node) ?? []), path]);
  }
  const first = nodes.find((node) => !named.has(node));
  if (first === undefined && paths.length > 0) {
    throw new SafelightError(
      'request_invalid',
      `--input names a path for every input node, so that ${paths[0]} is left over.`,
    );
  }
  if (first !== undefined) {
    if (paths.length === 0)
      throw new SafelightError('request_invalid', 'No photos were named: give files, folders or zips.');
    named.set(first, paths);
  }
  return Object.fromEntries(
    [...named].map(([node, list]) => [
      node,
      {
        paths: list.map((path) => resolve(path)),
        recursive: options.recursive === true,
        ...(options.glob === undefined ? {} : { glob: options.glob }),
      },
    ]),
  );
}
