import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { type ErrorCode, type FieldIssue, SafelightError, toErrorRecord } from '../../contract/errors.ts';
import { type InputFile, InputSpec } from '../../contract/run.ts';
import type { Graph } from '../../workflow/graph/graph.ts';
import { pathOfFileUrl } from '../file-url.ts';
import type { EngineDeps } from './engine-deps.ts';

/** Stands for the only input node of a workflow that has just one. */
export const ONLY_INPUT = 'imageInput';

/**
 * What was given for each input node, in the document's order, with defaults filled in and `file:` URLs as the paths they mean. Throws
 * `request_invalid` with an issue for each node that is unknown, has nothing, or has both a zip and files, and for each path
 * that is not absolute.
 */
export function resolveInputs(graph: Graph, given: Record<string, unknown>): Record<string, InputSpec> {
  const nodes = graph.inputNodes;
  const issues: FieldIssue[] = [];
  const byNode = new Map<string, unknown>();
  for (const [key, spec] of Object.entries(given)) {
    const nodeId = nodes.includes(key) ? key : key === ONLY_INPUT && nodes.length === 1 ? nodes[0]! : null;
    if (nodeId === null)
      issues.push({
        path: `inputs.${key}`,
        code: 'unknown_input',
        message: `There is no input node “${key}”. ${listed(nodes)}`,
      });
    else byNode.set(nodeId, spec);
  }
  const resolved: Record<string, InputSpec> = {};
  for (const nodeId of nodes) {
    const at = `inputs.${nodeId}`;
    const spec = byNode.get(nodeId);
    const parsed = InputSpec.safeParse(spec ?? {});
    if (!parsed.success) {
      issues.push(
        ...parsed.error.issues.map((issue) => ({
          path: [at, ...issue.path].join('.'),
          code: issue.code,
          message: issue.message,
        })),
      );
      continue;
    }
    const { paths, files = [], zipUrl } = parsed.data;
    if (paths.length === 0 && files.length === 0 && zipUrl === undefined) {
      const message = `Nothing was given for the input node “${nodeId}”.`;
      issues.push({ path: at, code: 'missing_input', message });
      continue;
    }
    if (zipUrl !== undefined && (paths.length > 0 || files.length > 0)) {
      const message = `The input node “${nodeId}” was given both a zip and files. Give one of them.`;
      issues.push({ path: at, code: 'zip_and_files', message });
    }
    resolved[nodeId] = onThisMachine(at, parsed.data, issues);
  }
  if (issues.length > 0) throw new SafelightError('request_invalid', issues[0]!.message, { issues });
  return resolved;
}

/** With paths in the place of `file:` URLs. */
function onThisMachine(at: string, spec: InputSpec, issues: FieldIssue[]): InputSpec {
  const path = (url: string | undefined, where: string): string | null => {
    try {
      return url === undefined ? null : pathOfFileUrl(url);
    } catch (thrown) {
      const { code, message } = toErrorRecord(thrown);
      issues.push({ path: `${at}.${where}`, code, message });
      return null;
    }
  };
  const files = spec.files?.map(({ url, ...file }, n): InputFile => {
    const local = path(url, `files.${n}.url`);
    return local !== null ? { ...file, path: local } : url === undefined ? file : { ...file, url };
  });
  const { zipUrl, ...rest } = spec;
  const zipPath = path(zipUrl, 'zipUrl');
  const resolved: InputSpec = {
    ...rest,
    paths: zipPath === null ? spec.paths : [...spec.paths, zipPath],
    ...(files === undefined ? {} : { files }),
    ...(zipUrl === undefined || zipPath !== null ? {} : { zipUrl }),
  };
  const relative = (one: string | undefined, where: string): void => {
    if (one === undefined || isAbsolute(one)) return;
    issues.push({ path: `${at}.${where}`, code: 'relative_path', message: `“${one}” is not an absolute path.` });
  };
  for (const one of resolved.paths) relative(one, 'paths');
  for (const [n, file] of (files ?? []).entries()) relative(file.path, `files.${n}.path`);
  return resolved;
}

/**
 * Looks whether everything that was given is there, so that a mistake is told at once and no run is made. Throws `file_not_found` for
 * a path, `upload_not_found` for an upload, `url_refused` for an address that says by itself that it is not allowed, with an issue
 * for each field that has the same fault as the first.
 */
export async function checkInputsExist(
  inputs: Record<string, InputSpec>,
  { uploads, net }: Pick<EngineDeps, 'uploads' | 'net'>,
): Promise<void> {
  const faults: { code: ErrorCode; issue: FieldIssue }[] = [];
  const fault = (code: ErrorCode, path: string, message: string): void => {
    faults.push({ code, issue: { path, code, message } });
  };
  const checkUrl = async (url: string, path: string): Promise<void> => {
    await net.check(url, 'input').catch((thrown: unknown) => {
      const { code, message } = toErrorRecord(thrown);
      fault(code, path, message);
    });
  };
  for (const [nodeId, { paths, files = [], zipUrl }] of Object.entries(inputs)) {
    const at = `inputs.${nodeId}`;
    for (const path of paths) if (!(await isThere(path))) fault('file_not_found', `${at}.paths`, nothingAt(path));
    for (const [n, { path, url, uploadId }] of files.entries()) {
      const where = `${at}.files.${n}`;
      if (path !== undefined && !(await isThere(path))) fault('file_not_found', `${where}.path`, nothingAt(path));
      if (uploadId !== undefined && (await uploads.find(uploadId)) === null) {
        fault('upload_not_found', `${where}.uploadId`, `There is no upload “${uploadId}”. Send the file first.`);
      }
      if (url !== undefined) await checkUrl(url, `${where}.url`);
    }
    if (zipUrl !== undefined) await checkUrl(zipUrl, `${at}.zipUrl`);
  }
  const [first] = faults;
  if (first === undefined) return;
  const issues = faults.filter(({ code }) => code === first.code).map(({ issue }) => issue);
  throw new SafelightError(first.code, first.issue.message, { issues });
}

const nothingAt = (path: string): string => `There is nothing at ${path}. Check the path and try again.`;

/** A path that cannot be looked at is there for now: what is wrong with it is told when it is read. */
async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    return !['ENOENT', 'ENOTDIR', 'ERR_INVALID_ARG_VALUE'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}

function listed(nodes: string[]): string {
  return nodes.length === 0
    ? 'This workflow takes no pictures.'
    : `There is ${nodes.map((id) => `“${id}”`).join(', ')}.`;
}
