import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
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
import type { ZipPictures } from '../pictures/zip-pictures.ts';
import { type PreviewOriginal, previewOriginal } from './preview-source.ts';
import { proxyEdge, scaledToProxy } from './proxy-params.ts';

type Request = z.output<typeof PreviewBody>;

/** Pictures of workflows that are being edited. */
export interface EditorPreviews {
  /**
   * The picture that leaves a node. Throws `workflow_not_found`, `workflow_invalid`, `param_invalid`, `node_not_found`, `file_not_found`,
   * `upload_not_found`, `cancelled`, and what reading a zip and rendering throw.
   */
  render(request: Request, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
}

export function createEditorPreviews(app: App, copies: SmallCopies, zips: ZipPictures): EditorPreviews {
  const folder = join(app.dataDir, 'work', 'editor');
  /** Long edge of the originals that were looked at lately, by proxy. */
  const scales = new Map<string, Promise<number>>();

  async function documentOf(request: Request): Promise<{ document: WorkflowDocument; graph: Graph }> {
    const { workflow, params = {}, nodeId } = request;
    const document =
      typeof workflow === 'object' ? readWorkflow(workflow) : (await app.workflows.get(workflow)).document;
    const own = withRunParams(document, params);
    if (own.graph.nodes.has(nodeId)) return own;
    throw new SafelightError('node_not_found', `The workflow “${document.name}” has no node “${nodeId}”.`);
  }

  /** The proxy's long edge over the original's. */
  async function scaleOf(proxy: string, from: PreviewOriginal): Promise<number> {
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
      const from = await previewOriginal(app, zips, request.source, signal);
      let path = from.path;
      let shown = document;
      if (!request.exact) {
        path = await copies.get(from.path, proxyEdge(document, request.longEdge), 'work', from.name);
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
          interactive: true,
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
