import { isAbsolute } from 'node:path';
import type { CreateRunInput } from '../../contract/create-run.ts';
import { type FieldIssue, SafelightError } from '../../contract/errors.ts';
import type { InputSpec } from '../../contract/run.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';
import { validateWorkflow } from '../../workflow/graph/validate.ts';
import { ONLY_INPUT } from '../engine/run-inputs.ts';

/**
 * What a request gives to the input nodes of a workflow, as the engine takes it. Throws `inputs_invalid` with an issue for each node that
 * is unknown, has nothing, or has both a zip and files, and for each path that is not absolute.
 */
export function runInputs(
  document: WorkflowDocument,
  given: Readonly<Record<string, CreateRunInput>>,
  zipUrl: string | undefined,
): Record<string, InputSpec> {
  const nodes = validateWorkflow(document).inputNodes;
  const issues: FieldIssue[] = [];
  const byNode = new Map<string, { key: string; input: CreateRunInput }>();
  for (const [key, input] of Object.entries(given)) {
    const nodeId = nodes.includes(key) ? key : key === ONLY_INPUT && nodes.length === 1 ? nodes[0] : undefined;
    if (nodeId === undefined) {
      issues.push(issue(`inputs.${key}`, 'unknown_input', `There is no input node “${key}”. ${listed(nodes)}`));
    } else if (byNode.has(nodeId)) {
      issues.push(issue(`inputs.${key}`, 'duplicate_input', `The input node “${nodeId}” was given twice.`));
    } else byNode.set(nodeId, { key, input });
  }
  if (zipUrl !== undefined) placeZip(zipUrl, nodes, byNode, issues);
  const specs: Record<string, InputSpec> = {};
  for (const nodeId of nodes) {
    const entry = byNode.get(nodeId);
    if (entry === undefined) {
      // A zip for nobody is told already.
      if (zipUrl === undefined || nodes.length === 1) {
        issues.push(issue(`inputs.${nodeId}`, 'missing_input', `Nothing was given for the input node “${nodeId}”.`));
      }
    } else specs[nodeId] = inputSpec(entry.key, entry.input, issues);
  }
  if (issues.length > 0) throw new SafelightError('inputs_invalid', issues[0]!.message, { issues });
  return specs;
}

function placeZip(
  zipUrl: string,
  nodes: readonly string[],
  byNode: Map<string, { key: string; input: CreateRunInput }>,
  issues: FieldIssue[],
): void {
  const [only] = nodes;
  if (only === undefined || nodes.length > 1) {
    const message = `Which input node the zip is for must be said: give it as inputs.<node>.zipUrl. ${listed(nodes)}`;
    issues.push(issue('zipUrl', 'ambiguous_zip', message));
    return;
  }
  const before = byNode.get(only);
  byNode.set(only, { key: before?.key ?? only, input: { ...before?.input, zipUrl } });
}

function inputSpec(key: string, input: CreateRunInput, issues: FieldIssue[]): InputSpec {
  const at = `inputs.${key}`;
  const paths = [...(input.folder === undefined ? [] : [input.folder]), ...(input.paths ?? [])];
  const files = input.files ?? [];
  if (paths.length === 0 && files.length === 0 && input.zipUrl === undefined) {
    issues.push(issue(at, 'empty_input', `Nothing was given for the input node “${key}”.`));
  }
  if (input.zipUrl !== undefined && (paths.length > 0 || files.length > 0)) {
    issues.push(
      issue(at, 'zip_and_files', `The input node “${key}” was given both a zip and files. Give one of them.`),
    );
  }
  const absolute = (path: string | undefined, where: string): void => {
    if (path === undefined || isAbsolute(path)) return;
    issues.push(issue(`${at}.${where}`, 'relative_path', `“${path}” is not an absolute path.`));
  };
  absolute(input.folder, 'folder');
  for (const [index, path] of (input.paths ?? []).entries()) absolute(path, `paths.${index}`);
  for (const [index, { path }] of files.entries()) absolute(path, `files.${index}.path`);
  return {
    paths,
    recursive: input.recursive ?? false,
    ...(files.length === 0 ? {} : { files }),
    ...(input.zipUrl === undefined ? {} : { zipUrl: input.zipUrl }),
    ...(input.glob === undefined ? {} : { glob: input.glob }),
  };
}

const issue = (path: string, code: string, message: string): FieldIssue => ({ path, code, message });

function listed(nodes: readonly string[]): string {
  if (nodes.length === 0) return 'This workflow takes no pictures.';
  return `There is ${nodes.map((id) => `“${id}”`).join(', ')}.`;
}
