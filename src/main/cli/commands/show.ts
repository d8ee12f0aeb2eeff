import { Command, Option } from 'commander';
import { ITEM_STATUSES, type Item, type ItemStatus, type Run } from '../../../contract/run.ts';
import { positiveInteger } from '../option-values.ts';
import type { CommandContext } from '../program.ts';
import { type GlobalOptions, withApp } from '../session.ts';
import { tableLines } from '../table.ts';
import { bytesText, counted, grouped, timeText } from '../wording.ts';

const PAGE_SIZE = 50;

interface Options extends GlobalOptions {
  json?: boolean;
  status?: ItemStatus;
  page: number;
}

/** `safelight show <run> [item]`: a run with its photos, or all that is known of one photo. */
export function showCommand({ terminal }: CommandContext): Command {
  return new Command('show')
    .description('show a run with its photos, or one photo with each step')
    .argument('<run>', 'number of the run, see “safelight runs”')
    .argument('[item]', 'number of a photo in it')
    .addOption(new Option('--status <status>', 'only photos that are').choices(ITEM_STATUSES))
    .option('--page <n>', `page of the photos, ${PAGE_SIZE} each`, positiveInteger, 1)
    .option('--json', 'one JSON object a line')
    .action(async (runRef: string, itemRef: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await withApp(terminal, options, async (app) => {
        if (itemRef !== undefined) {
          const item = await app.runs.item(runRef, itemRef);
          if (options.json) terminal.json({ event: 'item', ...item });
          else for (const line of itemLines(item)) terminal.out(line);
          return;
        }
        const run = await app.runs.get(runRef);
        const { items, total } = await app.runs.items(runRef, {
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
    `Times:    created ${timeText(run.createdAt)}, started ${timeText(run.startedAt)}, finished ${timeText(run.finishedAt)}`,
  ];
}

function itemTable(items: Item[]): string[] {
  return tableLines(
    [{ heading: 'ITEM', right: true }, { heading: 'STATUS' }, { heading: 'NAME' }, { heading: 'RESULT' }],
    items.map((item) => [
      String(item.id),
      item.status,
      item.relativeFolder === '' ? item.name : `${item.relativeFolder}/${item.name}`,
      item.error?.message ?? item.outputs.map((output) => output.fileName).join(', '),
    ]),
  );
}

function itemLines(item: Item): string[] {
  const facts = Object.entries(item.facts).map(
    ([node, one]) =>
      `  ${node}: ${one.width} × ${one.height} px, ${one.format}, ${one.depth} bit, ${one.profile ?? 'no profile (taken as sRGB)'}, ${bytesText(one.bytes)}`,
  );
  const outputs = item.outputs.map(
    (output) => `  ${output.path} (${output.width} × ${output.height} px, ${bytesText(output.bytes)})`,
  );
  const nodes = item.nodeStates.map((state) => [
    `  ${state.nodeId}`,
    state.status,
    state.milliseconds === undefined ? '' : `${Math.round(state.milliseconds)} ms`,
    state.width === undefined ? '' : `${state.width} × ${state.height}`,
    [state.error?.message, ...(state.notes ?? [])].filter((text) => text !== undefined).join(' '),
  ]);
  return [
    `Item ${item.id} of run ${item.runId}: ${item.relativeFolder === '' ? '' : `${item.relativeFolder}/`}${item.name}`,
    `Status: ${item.status}`,
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
    ...(outputs.length === 0 ? [] : ['', 'Files', ...outputs]),
  ];
}
