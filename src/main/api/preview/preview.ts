import { mkdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from '@hono/zod-openapi';
import { v7 as uuidv7 } from 'uuid';
import { SafelightError } from '../../../contract/errors.ts';
import type { PreviewBody } from '../../../contract/preview.ts';
import type { WorkflowDocument } from '../../../contract/workflow.ts';
import type { Graph } from '../../../workflow/graph/graph.ts';
import { readWorkflow } from '../../../workflow/graph/read.ts';
import type { App } from '../../app.ts';
import { withRunParams } from '../../engine/run-params.ts';
import type { SmallCopies } from '../pictures/small-copies.ts';
import { scaledToProxy } from './proxy-params.ts';

type Request = z.output<typeof PreviewBody>;

/** Where the picture is, and how large it is there. */
interface Original {
  path: string;
  name: string;
}

/** The copy is made this much larger than what is looked at, so that a crop or a turn still has something to show. */
const PROXY_EDGES = [800, 1600, 3200];

/** Pictures of workflows that are being edited. */
export interface EditorPreviews {
  /**
   * The picture that leaves a node. Throws `workflow_not_found`, `workflow_invalid`, `param_invalid`, `node_not_found`, `file_not_found`,
   * `upload_not_found`, `cancelled`, and what rendering throws.
   */
  render(request: Request, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
}

export function createEditorPreviews(app: App, copies: SmallCopies): EditorPreviews {
  const folder = join(app.dataDir, 'work', 'editor');
  /** Long edge of the originals that were looked at lately, by proxy. */
  const scales = new Map<string, Promise<number>>();

  async function original(source: Request['source']): Promise<Original> {
    if ('path' in source) return { path: source.path, name: basename(source.path) };
    if ('uploadId' in source) {
      const upload = await app.uploads.get(source.uploadId);
      return { path: app.uploads.pathOf(upload), name: upload.name };
    }
    const item = await app.runs.item(source.runId, source.itemId);
    return { path: (await app.runs.inputPath(source.runId, item.id)).path, name: item.name };
  }

  async function documentOf(request: Request): Promise<{ document: WorkflowDocument; graph: Graph }> {
    const { workflow, params = {}, nodeId } = request;
    const document =
      typeof workflow === 'object' ? readWorkflow(workflow) : (await app.workflows.get(workflow)).document;
    const own = withRunParams(document, params);
    if (own.graph.nodes.has(nodeId)) return own;
    throw new SafelightError('node_not_found', `The workflow “${document.name}” has no node “${nodeId}”.`);
  }

  /** The proxy's long edge over the original's. */
  async function scaleOf(proxy: string, from: Original): Promise<number> {
    const edge = async (path: string): Promise<number> => {
      const { facts } = await app.pixels.run({ kind: 'probe', source: { path, name: from.name } });
      return Math.max(facts.width, facts.height);
    };
    const [small, whole] = await Promise.all([edge(proxy), edge(from.path)]);
    return small / whole;
  }

  return {
    async render(request, signal) {
      const { document, graph } = await documentOf(request);
      const from = await original(request.source);
      let path = from.path;
      let shown = document;
      if (!request.exact) {
        const edge = PROXY_EDGES.find((one) => one >= request.longEdge) ?? request.longEdge;
        path = await copies.get(from.path, edge, 'work');
        const scale = scales.get(path) ?? scaleOf(path, from);
        if (scales.size > 100) scales.clear();
        scales.set(path, scale);
        scale.catch(() => scales.delete(path));
        shown = scaledToProxy(document, await scale);
      }
      signal.throwIfAborted();
      await mkdir(folder, { recursive: true });
      const result = await app.pixels.run(
        {
          kind: 'render',
          workflow: shown,
          sources: Object.fromEntries(graph.inputNodes.map((id) => [id, { path, name: from.name }])),
          tokens: {
            name: from.name,
            seq: 1,
            relativeFolder: '',
            workflow: document.slug ?? '',
            runDate: new Date().toISOString(),
          },
          target: { kind: 'preview', nodeId: request.nodeId, longEdge: request.longEdge, format: request.format },
          temp: { folder, prefix: `.safelight-${uuidv7().slice(-12)}-` },
          tolerant: true,
          cache: await app.cache.forTask({ intermediates: 'onDemand' }),
        },
        { signal },
      );
      const [file] = result.files;
      if (file === undefined) throw new SafelightError('node_failed', `The node “${request.nodeId}” gives no picture.`);
      try {
        return await readFile(file.tempPath);
      } finally {
        app.cache.grew(result.keptBytes ?? 0);
        await rm(file.tempPath, { force: true });
      }
    },
  };
}
