import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * `npm run test:api`: the tests that walk the APIs' texts endpoint by endpoint, as a table of what passed. Each file in test/api is one
 * API, each `describe` one endpoint.
 */

interface Report {
  testResults: {
    name: string;
    message: string;
    assertionResults: { ancestorTitles: string[]; title: string; status: string; failureMessages: string[] }[];
  }[];
}

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'safelight-test-api-'));
const results = join(folder, 'results.json');
const run = spawnSync(
  'vitest',
  ['run', 'test/api', '--reporter=json', `--outputFile=${results}`, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  },
);
const report = JSON.parse(readFileSync(results, 'utf8')) as Report;
rmSync(folder, { recursive: true });

interface Row {
  passed: number;
  failed: number;
  skipped: number;
}
let passed = 0;
let failed = 0;
const complaints: string[] = [];
for (const file of report.testResults) {
  const rows = new Map<string, Row>();
  for (const test of file.assertionResults) {
    const endpoint = test.ancestorTitles[0] ?? test.title;
    const row = rows.get(endpoint) ?? { passed: 0, failed: 0, skipped: 0 };
    rows.set(endpoint, row);
    if (test.status === 'passed') row.passed += 1;
    else if (test.status === 'failed') row.failed += 1;
    else row.skipped += 1;
    if (test.status === 'failed') {
      complaints.push(
        `${[...test.ancestorTitles, test.title].join(' › ')}\n  ${test.failureMessages[0]?.split('\n')[0]}`,
      );
    }
  }
  console.log(`\n${basename(file.name, '.test.ts')}`);
  if (rows.size === 0) {
    complaints.push(`${file.name}\n  ${file.message}`);
    failed += 1;
  }
  const width = Math.max(...[...rows.keys()].map((endpoint) => endpoint.length), 20);
  for (const [endpoint, row] of rows) {
    const total = row.passed + row.failed;
    const skipped = row.skipped === 0 ? '' : `, ${row.skipped} skipped`;
    console.log(`  ${row.failed === 0 ? '✓' : '✗'} ${endpoint.padEnd(width)}  ${row.passed} of ${total}${skipped}`);
    passed += row.passed;
    failed += row.failed;
  }
}
if (complaints.length > 0) console.log(`\n${complaints.join('\n')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = run.status === 0 ? 0 : 1;
