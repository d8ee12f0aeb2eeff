import type { ImageFacts } from '../../src/contract/run.ts';
import type { WorkflowDocument } from '../../src/contract/workflow.ts';
import type { Raster } from '../../src/pixels/raster.ts';
import type { Graph } from '../../src/workflow/graph/graph.ts';
import { readWorkflow } from '../../src/workflow/graph/read.ts';
import { validateWorkflow } from '../../src/workflow/graph/validate.ts';

interface BuiltNode {
  id: string;
  type: string;
  params?: Record<string, unknown>;
  inputs?: Record<string, string>;
  when?: string;
  [more: string]: unknown;
}

/** What `with` may say beside the params. */
export interface NodeOptions {
  id?: string;
  /** Node to read instead of the one before. */
  after?: string;
  when?: string;
}

/**
 * Builds workflows in tests: `aWorkflow().with('resize', { longEdge: 100 }).with('export')`. Starts with an `imageInput` called
 * `in`; each node reads the one before it. Ids are `<type>-<n>` unless given.
 */
export class WorkflowBuilder {
  readonly #nodes: readonly BuiltNode[];
  readonly #last: string;

  constructor(nodes: readonly BuiltNode[], last: string) {
    this.#nodes = nodes;
    this.#last = last;
  }

  with(type: string, params: Record<string, unknown> = {}, options: NodeOptions = {}): WorkflowBuilder {
    const n = this.#nodes.filter((node) => node.type === type).length + 1;
    const { id = `${type}-${n}`, after = this.#last, when } = options;
    const node = { id, type, params, inputs: { image: after }, ...(when === undefined ? {} : { when }) };
    return new WorkflowBuilder([...this.#nodes, node], id);
  }

  /** Goes on from an earlier node. */
  from(id: string): WorkflowBuilder {
    return new WorkflowBuilder(this.#nodes, id);
  }

  /** The same nodes, written down in another order. */
  reordered(order: (ids: string[]) => string[]): WorkflowBuilder {
    const ids = order(this.#nodes.map(({ id }) => id));
    return new WorkflowBuilder(
      ids.map((id) => this.#nodes.find((node) => node.id === id)!),
      this.#last,
    );
  }

  document(): WorkflowDocument {
    return readWorkflow({ name: 'Test', nodes: this.#nodes });
  }

  graph(): Graph {
    return validateWorkflow(this.document());
  }
}

export function aWorkflow(input: Record<string, unknown> = {}): WorkflowBuilder {
  return new WorkflowBuilder([{ id: 'in', type: 'imageInput', params: input }], 'in');
}

/** Facts of an ordinary photo, 3000×2000 JPEG in sRGB. */
export function someFacts(more: Partial<ImageFacts> = {}): ImageFacts {
  return {
    format: 'jpeg',
    width: 3000,
    height: 2000,
    orientation: 1,
    depth: 8,
    channels: 3,
    hasAlpha: false,
    pages: 1,
    space: 'srgb',
    profile: null,
    bytes: 4_000_000,
    exif: {},
    ...more,
  };
}

/** The facts that reading the raster's file would give. */
export function factsOf(raster: Raster): ImageFacts {
  const turned = raster.orientation >= 5;
  return someFacts({
    format: 'png',
    width: turned ? raster.height : raster.width,
    height: turned ? raster.width : raster.height,
    orientation: raster.orientation,
    depth: raster.depth,
    channels: raster.channels,
    hasAlpha: raster.channels === 4,
    space: raster.depth === 16 ? 'rgb16' : 'srgb',
    profile: raster.profile.key === 'srgb' ? null : raster.profile.description,
    bytes: raster.data.byteLength,
  });
}
