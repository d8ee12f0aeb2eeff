import type { OutputSpec } from '../../contract/run.ts';
import type { Graph } from '../../workflow/graph/graph.ts';
import type { DeliveryPort, NameContext } from './ports.ts';
import { renameOf } from './run-nodes/run-order.ts';
import type { AllocatedName } from './store-port.ts';

/** An export node as far as names are concerned. */
export interface NamedExport {
  nodeId: string;
  /** Null: bound to a result (`$ref`), so only the rendered item knows it. */
  template: string | null;
  branch: string;
  /** Null when the format is bound to a result. */
  extension: string | null;
  /** The name cannot be known before rendering. */
  late: boolean;
  /** `{seq}` of the first picture. */
  firstNumber: number;
}

/** What all names of a run have in common. */
export interface RunNaming {
  exports: NamedExport[];
  workflow: string;
  runDate: string;
  output: OutputSpec;
}

/** The part of an item that names are made of. */
export type NamedItem = Pick<NameContext, 'name' | 'seq' | 'relativeFolder'>;

const EXTENSIONS: Record<string, string> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  avif: 'avif',
  tiff: 'tif',
  jxl: 'jxl',
};

/**
 * How a run's files are named: an export's own template wins over the run's, and that over `{name}`, or `{name}-{branch}`
 * where there are several exports. Throws `name_template_invalid`.
 */
export function runNaming(
  graph: Graph,
  run: { workflow: string; runDate: string; output: OutputSpec },
  delivery: Pick<DeliveryPort, 'checkTemplate' | 'needsRender'>,
): RunNaming {
  const standard = run.output.name ?? (graph.exportNodes.length > 1 ? '{name}-{branch}' : '{name}');
  const exports = graph.exportNodes.map((nodeId): NamedExport => {
    const { node } = graph.nodes.get(nodeId)!;
    const renamed = renameOf(graph, nodeId);
    const named = renamed?.name ?? node.params['name'];
    const template = named === undefined ? standard : typeof named === 'string' ? named : null;
    const format = node.params['format'] ?? 'jpeg';
    const extension = typeof format === 'string' ? (EXTENSIONS[format] ?? format) : null;
    if (template !== null) delivery.checkTemplate(template);
    return {
      nodeId,
      template,
      branch: node.label ?? nodeId,
      extension,
      late: template === null || extension === null || delivery.needsRender(template),
      firstNumber: renamed?.start ?? 1,
    };
  });
  return { exports, workflow: run.workflow, runDate: run.runDate, output: run.output };
}

/** Wanted path of one file below the output folder, `/`-separated; `rendered` adds what only the rendered item knows. */
export function wantedPath(
  naming: RunNaming,
  target: NamedExport,
  item: NamedItem,
  delivery: Pick<DeliveryPort, 'nameFor'>,
  rendered: { template?: string; extension?: string; width?: number; height?: number; exif?: NameContext['exif'] } = {},
): string {
  const { template, extension, exif, ...size } = rendered;
  const path = delivery.nameFor(template ?? target.template ?? '{name}', {
    name: item.name,
    seq: item.seq + target.firstNumber - 1,
    relativeFolder: item.relativeFolder,
    workflow: naming.workflow,
    runDate: naming.runDate,
    branch: target.branch,
    extension: extension ?? target.extension ?? '',
    ...size,
    ...(exif === undefined ? {} : { exif }),
  });
  const flat = naming.output.zip && naming.output.zipLayout === 'flatten';
  return flat ? path.slice(path.lastIndexOf('/') + 1) : path;
}

/**
 * What must be unique among a run's files: the path as file systems see it that tell neither capitals nor Unicode
 * forms apart. Upper case first, because `ß` and `SS` are one name on macOS.
 */
export function nameKey(relativePath: string): string {
  return relativePath.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

/** Where names are looked up: what the run has given away, and what is in the output folder. */
export interface TakenNames {
  inRun(key: string): Promise<boolean>;
  onDisk(relativePath: string): Promise<boolean>;
}

export interface ChosenName extends AllocatedName {
  collision: 'free' | 'suffixed' | 'overwrites' | 'kept';
}

/** Remembers where the search for a free number stopped, so that 10,000 files of one name are not 10,000² look-ups. */
export class SuffixHints {
  readonly #next = new Map<string, number>();

  get(key: string): number {
    return this.#next.get(key) ?? 1;
  }

  set(key: string, n: number): void {
    if (this.#next.size > 50_000) this.#next.clear();
    this.#next.set(key, n);
  }
}

/**
 * The name a file gets: the wanted one, or its first alternative that no other file of this run has (two inputs never
 * share an output, whatever the rule), and under the rule `suffix` that is not on disk either. Zipped files meet no
 * others.
 */
export async function chooseName(
  nodeId: string,
  wanted: string,
  output: Pick<OutputSpec, 'collision' | 'zip'>,
  taken: TakenNames,
  delivery: Pick<DeliveryPort, 'alternative'>,
  hints: SuffixHints,
): Promise<ChosenName> {
  const wantedKey = nameKey(wanted);
  for (let n = hints.get(wantedKey); ; n += 1) {
    const relativePath = delivery.alternative(wanted, n);
    const key = nameKey(relativePath);
    if (await taken.inRun(key)) continue;
    const there = !output.zip && (await taken.onDisk(relativePath));
    if (there && output.collision === 'suffix') continue;
    hints.set(wantedKey, n + 1);
    const kept = there && output.collision === 'skip';
    const collision = kept ? 'kept' : there ? 'overwrites' : n > 1 ? 'suffixed' : 'free';
    return { nodeId, relativePath, key, collision };
  }
}
