import { Command, Option } from 'commander';
import { SafelightError } from '../../../contract/errors.ts';
import {
  ITEM_STATUSES,
  type Item,
  type ItemStatus,
  type NodeState,
  type Output,
  type Receipt,
  type Run,
} from '../../../contract/run.ts';
import { positiveInteger } from '../option-values.ts';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, withSession } from '../session.ts';
import { showNode } from '../show-node.ts';
import { tableLines } from '../table.ts';
import { bytesText, counted, grouped, timeText } from '../wording.ts';

const PAGE_SIZE = 50;

interface Options extends GlobalOptions {
  json?: boolean;
  status?: ItemStatus;
  page: number;
  out?: string;
}

/** `safelight show <run> [item] [step]`: a run with its photos, all that is known of one photo, or what one step made of it. */
export function showCommand({ terminal }: CommandContext): Command {
  return new Command('show')
    .description('show a run with its photos, one photo with each step, or what one step made of it')
    .argument('<run>', 'number of the run, see “safelight runs”')
    .argument('[item]', 'number of a photo in it')
    .argument('[step]', 'id of a step: what it found out, or with --out its picture')
    .option('--out <file>', 'write the step’s picture in full size to a new .png, .webp or .jpg file')
    .addOption(new Option('--status <status>', 'only photos that are').choices(ITEM_STATUSES))
    .option('--page <n>', `page of the photos, ${PAGE_SIZE} each`, positiveInteger, 1)
    .option('--json', 'one JSON object a line')
    .action(async (...given) => {
      const [runRef, itemRef, nodeId] = given as [string, string | undefined, string | undefined];
      const command = given.at(-1) as Command;
      const options = command.optsWithGlobals<Options>();
      if (options.out !== undefined && nodeId === undefined) {
        throw new SafelightError(
          'request_invalid',
          '--out needs a photo and a step: show <run> <item> <step> --out f.png',
        );
      }
      await withSession(terminal, options, async (session) => {
        if (itemRef !== undefined) {
          const item = await session.runs.item(runRef, itemRef);
          if (nodeId !== undefined) await showNode(session, terminal, item, nodeId, options);
          else if (options.json) terminal.json({ event: 'item', ...item });
          else for (const line of itemLines(item)) terminal.out(line);
          return;
        }
        const run = await session.runs.get(runRef);
        const { items, total } = await session.runs.items(runRef, {
          page: options.page,
          pageSize: PAGE_SIZE,
          ...(options.status === undefined ? {} : { status: options.status }),
        });
        if (options.json) {
          terminal.json({ event: 'run', ...run });
          for (const item of items) terminal.json({ event: 'item', ...item });
          return;
        }
        for (const line of [...runLines(run), '', ...itemTable(items)]) terminal.out(line);
        const left = total - options.page * PAGE_SIZE;
        if (left > 0) terminal.tell(`${counted(left, 'more photo')}: --page ${options.page + 1}`);
      });
    });
}

function runLines(run: Run): string[] {
  const counts = [
    `${grouped(run.completedItems)} done`,
    `${grouped(run.failedItems)} failed`,
    `${grouped(run.skippedItems)} passed over`,
    `${grouped(run.cancelledItems)} cancelled`,
    `${grouped(run.pendingItems + run.runningItems)} to do`,
  ];
  return [
    `Run ${run.id}: ${run.name}`,
    `Status:   ${run.status}${run.error === null ? '' : ` (${run.error.message})`}`,
    `Workflow: ${run.workflowSlug}, version ${run.workflowVersion}`,
    `Photos:   ${grouped(run.totalItems)}${run.intakeDone ? '' : ' found so far'}: ${counts.join(', ')}`,
    `Files:    ${grouped(run.outputCount)} (${bytesText(run.outputBytes)}) in ${run.archivePath ?? run.output.folder}`,
    `Times:    created ${timeText(run.createdAt)}, started ${timeText(run.startedAt)}, finished ${timeText(run.finishedAt)}${run.undoneAt === null ? '' : `, undone ${timeText(run.undoneAt)}`}`,
  ];
}

function itemTable(items: Item[]): string[] {
  return tableLines(
    [{ heading: 'ITEM', right: true }, { heading: 'STATUS' }, { heading: 'NAME' }, { heading: 'RESULT' }],
    items.map((item) => [
      String(item.id),
      item.status,
      item.relativeFolder === '' ? item.name : `${item.relativeFolder}/${item.name}`,
      item.error?.message ?? item.outputs.map((output) => `${output.fileName}${undoneText(output)}`).join(', '),
    ]),
  );
}

function itemLines(item: Item): string[] {
  const facts = Object.entries(item.facts).map(
    ([node, one]) =>
      `  ${node}: ${one.width} × ${one.height} px, ${one.format}, ${one.depth} bit, ${one.profile ?? 'no profile (taken as sRGB)'}, ${bytesText(one.bytes)}`,
  );
  const outputs = item.outputs.map(
    (output) =>
      `  ${output.path}${output.archive === undefined ? '' : ` in ${output.archive}`} (${output.width} × ${output.height} px, ${bytesText(output.bytes)})${undoneText(output)}`,
  );
  const nodes = item.nodeStates.map((state) => [
    `  ${state.nodeId}`,
    state.status,
    state.milliseconds === undefined ? '' : `${Math.round(state.milliseconds)} ms`,
    state.width === undefined ? '' : `${state.width} × ${state.height}`,
    [triesText(state), state.error?.message, ...(state.notes ?? [])].filter((text) => text !== undefined).join(' '),
  ]);
  const own = Object.entries(item.overrides).map(([nodeId, params]) => `  ${nodeId}: ${JSON.stringify(params)}`);
  return [
    `Item ${item.id} of run ${item.runId}: ${item.relativeFolder === '' ? '' : `${item.relativeFolder}/`}${item.name}`,
    `Status: ${item.status}${item.retryAt === null ? '' : `, tries again at ${timeText(item.retryAt)}`}`,
    ...(item.error === null ? [] : [`Error:  ${item.error.code}: ${item.error.message}`]),
    ...(facts.length === 0 ? [] : ['', 'Inputs', ...facts]),
    ...(nodes.length === 0
      ? []
      : [
          '',
          ...tableLines(
            [
              { heading: 'NODE' },
              { heading: 'STATUS' },
              { heading: 'TIME', right: true },
              { heading: 'SIZE' },
              { heading: 'NOTES' },
            ],
            nodes,
          ),
        ]),
    ...(own.length === 0 ? [] : ['', 'Values of its own', ...own]),
    ...(outputs.length === 0 ? [] : ['', 'Files', ...outputs]),
    ...(item.receipt === null ? [] : ['', 'Receipt', ...receiptLines(item.receipt)]),
  ];
}

/** How often a step was tried, and what took its place. */
function triesText({ tries, fallback, status }: NodeState): string | undefined {
  const parts = [
    ...(tries === undefined ? [] : [`tried ${tries} times`]),
    ...(fallback === undefined ? [] : [`replaced by ${fallback}`]),
    ...(status === 'pending' && tries !== undefined ? ['to be tried again'] : []),
  ];
  return parts.length === 0 ? undefined : `${parts.join(', ')}.`;
}

const UNDONE = {
  removed: 'taken back',
  restored: 'taken back; the file it had replaced is there again',
  trashed: 'in the trash',
} as const;

function undoneText({ undone }: Output): string {
  return undone === undefined ? '' : ` (${UNDONE[undone]})`;
}

function receiptLines({ inputs, planHash, engineVersion, outputs }: Receipt): string[] {
  const hashes = (of: Record<string, string>): string[] =>
    Object.entries(of).map(([node, sha256]) => `  ${node}: SHA-256 ${sha256}`);
  return [...hashes(inputs), `  plan ${planHash}, engine ${engineVersion}`, ...hashes(outputs)];
}
