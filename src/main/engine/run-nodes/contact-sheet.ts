import type { RenderedFile, RenderResult, SheetLayout, SheetTask } from '../../../contract/pixel-tasks.ts';
import type { Item, NodeState } from '../../../contract/run.ts';
import type { GraphNode } from '../../../workflow/graph/graph.ts';
import { ContactSheetParams } from '../../../workflow/nodes/contact-sheet.ts';
import { exifTokenValues, expandTemplate } from '../../../workflow/template.ts';
import type { EngineDeps } from '../engine-deps.ts';
import { settleFailure } from '../item-failure.ts';
import type { Previews } from '../previews.ts';
import { type Published, publishItem, StaleAttempt } from '../publish-item.ts';
import { type RunContext, runTempPrefix } from '../run-context.ts';
import { type ItemOutcome, settle } from '../settle-item.ts';
import type { ItemPatch, StoredItem } from '../store-port.ts';
import { donePictures, picturesFingerprint } from './run-items.ts';

type Deps = EngineDeps & { previews: Pick<Previews, 'render'> };
type Params = ReturnType<typeof ContactSheetParams.parse>;

/** Height by width of ISO 216 paper. */
const PAPER = Math.SQRT2;
const MOST_ROWS = 50;
const TITLE_SIZE = 1.8;

/**
 * Makes and publishes the pages of a contact sheet, whose item was claimed. The pictures come from what was kept of their
 * rendering, else they are made again; pages are made one after the other. Never throws for what happens to the item.
 */
export async function processContactSheet(
  deps: Deps,
  context: RunContext,
  item: StoredItem,
  nodeId: string,
  signal: AbortSignal,
): Promise<ItemOutcome> {
  const done: Published = { outputs: [], ids: [], stamps: new Map(), kept: [] };
  const startedAt = new Date();
  const madeOf = await picturesFingerprint(deps, context.run.id);
  try {
    const params = ContactSheetParams.parse(context.graph.nodes.get(nodeId)!.node.params);
    const { files, pictures, engineVersion } = await makePages(deps, context, item, nodeId, params, signal);
    signal.throwIfAborted();
    const state: NodeState = {
      nodeId,
      status: 'completed',
      startedAt: startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      attempt: item.attempt,
      result: { pictures, pages: files.length, madeOf },
    };
    const patch: ItemPatch = {
      nodeStates: [state],
      facts: {},
      receipt: {
        inputs: {},
        planHash: madeOf,
        engineVersion,
        outputs: Object.fromEntries(files.map((file) => [file.nodeId, file.sha256])),
      },
    };
    if (!(await deps.store.items.saveRendered(item.id, item.attempt, patch))) return { type: 'stale' };
    const result: RenderResult = {
      files,
      nodeStates: [state],
      facts: {},
      inputHashes: {},
      planHash: madeOf,
      engineVersion,
    };
    await publishItem(deps, withPages(context, files, params.fileName), item, result, done);
    const settled = await settle(deps, item, 'complete', done, patch);
    return settled ? { type: 'completed', outputs: done.outputs } : { type: 'stale' };
  } catch (thrown) {
    if (thrown instanceof StaleAttempt) return { type: 'stale' };
    return await settleFailure(deps, context, item, signal, thrown, null, done, { nodeId, result: { madeOf } });
  }
}

async function makePages(
  deps: Deps,
  context: RunContext,
  item: StoredItem,
  nodeId: string,
  params: Params,
  signal: AbortSignal,
): Promise<{ files: RenderedFile[]; pictures: number; engineVersion: string }> {
  const { run, folder } = context;
  const layout = layoutOf(params);
  const files: RenderedFile[] = [];
  let pictures = 0;
  let engineVersion = '';
  let tiles: SheetTask['tiles'] = [];
  const flush = async (): Promise<void> => {
    if (tiles.length === 0) return;
    const page = files.length + 1;
    const task: SheetTask = {
      kind: 'sheet',
      nodeId: pageId(nodeId, page),
      tiles,
      layout: { ...layout, cells: tiles.length },
      title: params.title ?? '',
      background: params.background,
      textColor: params.textColor,
      format: params.format,
      quality: params.quality,
      temp: { folder, prefix: `${runTempPrefix(run)}${item.id}-${item.attempt}-${page}-` },
    };
    const made = await deps.pixels.run(task, { signal });
    files.push(made.file);
    engineVersion = made.engineVersion;
    pictures += tiles.length;
    tiles = [];
  };
  const source = context.graph.nodes.get(nodeId)!.inputs['image']!.nodeId;
  const options = { longEdge: Math.max(params.cellWidth, params.cellHeight), format: 'png' } as const;
  for await (const picture of donePictures(deps, run.id)) {
    signal.throwIfAborted();
    const { path } = await deps.previews.render(run, picture, source, options, signal);
    tiles.push({ path, name: picture.name, caption: captionOf(params.caption, context, picture) });
    if (tiles.length === layout.cells) await flush();
  }
  await flush();
  return { files, pictures, engineVersion };
}

/** Names of the files that a contact sheet of so many pictures has, without folder. */
export function sheetFiles({ node }: Pick<GraphNode, 'node'>, pictures: number): string[] {
  const params = ContactSheetParams.parse(node.params);
  const pages = Math.ceil(pictures / layoutOf(params).cells);
  const extension = params.format === 'jpeg' ? 'jpg' : params.format;
  return Array.from({ length: pages }, (_, index) => `${pageName(params.fileName, index)}.${extension}`);
}

function pageName(fileName: string, index: number): string {
  return index === 0 ? fileName : `${fileName}-${index + 1}`;
}

/** A page that is full. */
function layoutOf(params: Params): SheetLayout {
  const { columns, cellWidth, cellHeight, gap } = params;
  const captionSize = params.caption === undefined ? 0 : params.captionSize;
  const titleSize = params.title === undefined ? 0 : params.captionSize * TITLE_SIZE;
  const width = columns * (cellWidth + gap) + gap;
  const fitting = Math.floor((width * PAPER - gap - titleSize) / (cellHeight + gap + captionSize * 2));
  const rows = params.rows > 0 ? params.rows : Math.min(MOST_ROWS, Math.max(1, fitting));
  return { cells: columns * rows, columns, cellWidth, cellHeight, gap, captionSize, titleSize };
}

function captionOf(caption: string | undefined, { run }: RunContext, item: Item): string {
  if (caption === undefined) return '';
  const dot = item.name.lastIndexOf('.');
  const facts = Object.values(item.facts)[0];
  return expandTemplate(caption, {
    ...exifTokenValues(facts?.exif ?? {}),
    name: dot > 0 ? item.name.slice(0, dot) : item.name,
    ext: dot > 0 ? item.name.slice(dot + 1) : (facts?.format ?? ''),
    seq: item.seq,
    date: run.createdAt,
    width: facts?.width,
    height: facts?.height,
    relpath: item.relativeFolder,
    workflow: run.workflowSlug,
  });
}

/** Each page is an output of its own. */
function pageId(nodeId: string, page: number): string {
  return page === 1 ? nodeId : `${nodeId}.${page}`;
}

/** The run with names for the pages, which are given away now like those of exports that wait for the picture. */
function withPages(context: RunContext, files: readonly RenderedFile[], fileName: string): RunContext {
  const exports = files.map(({ nodeId, extension }, index) => ({
    nodeId,
    template: pageName(fileName, index),
    branch: nodeId,
    extension,
    late: true,
    firstNumber: 1,
  }));
  return { ...context, naming: { ...context.naming, exports } };
}
