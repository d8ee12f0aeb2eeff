import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { planProblems } from '../../../src/main/engine/plan-problems.ts';
import { readWorkflow } from '../../../src/workflow/graph/read.ts';

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-problems-'));
  onTestFinished(() => {
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

const withLogo = (image: string) =>
  readWorkflow({
    name: 'Test',
    nodes: [
      { id: 'in', type: 'imageInput' },
      { id: 'mark', type: 'watermark', params: { image }, inputs: { image: 'in' } },
      { id: 'out', type: 'export', inputs: { image: 'mark' } },
    ],
  });

describe('a dry run', () => {
  it('names a logo that is not there, with its node', async () => {
    const folder = aFolder();
    const logo = join(folder, 'logo.png');
    expect(await planProblems(withLogo(logo), folder)).toMatchObject([
      { code: 'file_not_found', nodeId: 'mark', message: expect.stringContaining('logo.png') },
    ]);
    writeFileSync(logo, 'x');
    expect(await planProblems(withLogo(logo), join(folder, 'new', 'deeper'))).toEqual([]);
  });

  it('finds that the output folder is a file', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'out'), '');
    const problems = await planProblems(withLogo(join(folder, 'out')), join(folder, 'out', 'deeper'));
    expect(problems).toMatchObject([{ code: 'output_unwritable' }]);
  });

  it.skipIf(process.getuid?.() === 0)('finds an output folder that may not be written', async () => {
    const folder = aFolder();
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'logo.png'), '');
    chmodSync(folder, 0o555);
    const problems = await planProblems(withLogo(join(folder, 'logo.png')), join(folder, 'new'));
    expect(problems).toMatchObject([{ code: 'output_unwritable' }]);
  });
});
