import type { ItemStatus, Run } from '../../contract/run.ts';
import type { RunService } from '../engine/run-service.ts';

const COLUMNS = ['itemId', 'folder', 'name', 'status', 'code', 'nodeId', 'message'];
const TOLD: readonly ItemStatus[] = ['failed', 'skipped'];
const PAGE = 500;

/** A run's failed and skipped items as a CSV (RFC 4180) that is written while it is fetched; with a BOM, for spreadsheets. */
export function errorReport(runs: Pick<RunService, 'items'>, run: Run): Response {
  const rows = rowsOf(runs, run);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await rows.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await rows.return();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="run-${run.id}-errors.csv"`,
      'cache-control': 'no-store',
    },
  });
}

async function* rowsOf(runs: Pick<RunService, 'items'>, run: Run): AsyncGenerator<string, void, undefined> {
  yield `\ufeff${line(COLUMNS)}`;
  for (const status of TOLD) {
    for (let page = 1; ; page += 1) {
      const { items } = await runs.items(run.id, { page, pageSize: PAGE, status });
      yield items
        .map(({ id, relativeFolder, name, error }) =>
          line([
            String(id),
            relativeFolder,
            name,
            status,
            error?.code ?? '',
            error?.nodeId ?? '',
            error?.message ?? '',
          ]),
        )
        .join('');
      if (items.length < PAGE) break;
    }
  }
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** Quoted where needed. A cell that a spreadsheet would run as a formula (OWASP, CSV injection) gets an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
