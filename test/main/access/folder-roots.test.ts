import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBelow } from '../../../src/main/access/folder-roots.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'safelight-roots-'));
  mkdirSync(join(root, 'in', 'deep'), { recursive: true });
  mkdirSync(join(root, 'out'));
  writeFileSync(join(root, 'out', 'file'), '');
  symlinkSync(join(root, 'out'), join(root, 'in', 'link'));
  symlinkSync(join(root, 'in', 'deep'), join(root, 'in', 'inner-link'));
  symlinkSync(join(root, 'in'), join(root, 'alias'));
  symlinkSync(join(root, 'gone'), join(root, 'in', 'dangling'));
  symlinkSync('loop', join(root, 'in', 'loop'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const passes = (path: string, folders = [join(root, 'in')]): Promise<boolean> =>
  checkBelow(path, folders).then(
    () => true,
    () => false,
  );

describe('a path', () => {
  it.each(['', 'deep', 'deep/', 'new/file.jpg', 'inner-link/x', './deep', 'a..b/..c'])(
    '“%s” below the folder passes',
    async (path) => {
      expect(await passes(`${join(root, 'in')}/${path}`)).toBe(true);
    },
  );

  it('passes when the folder is named by a link, or the path is', async () => {
    expect(await passes(join(root, 'alias', 'deep'))).toBe(true);
    expect(await passes(join(root, 'in', 'deep'), [join(root, 'alias')])).toBe(true);
  });

  it.each([
    '..',
    '../out',
    'link',
    'link/file',
    'link/new',
    'dangling',
    'dangling/x',
    'loop',
    'loop/x',
    'deep/../../out/file',
    'link/../in',
    'link/../out/file',
    'deep/..',
  ])('“%s” does not', async (path) => {
    expect(await passes(`${join(root, 'in')}/${path}`)).toBe(false);
  });

  it('does not pass when it is relative, or has a NUL, or there is no folder', async () => {
    expect(await passes('in/deep')).toBe(false);
    expect(await passes(`${join(root, 'in')}/a\0b`)).toBe(false);
    expect(await passes(join(root, 'in', 'deep'), [])).toBe(false);
    expect(await passes(`${join(root, 'in')}side`)).toBe(false);
  });

  it('that is refused is named, with the folders that there are', async () => {
    await expect(checkBelow('/etc/passwd', [join(root, 'in')])).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching(/“\/etc\/passwd”.*\/in/),
    });
  });

  it('never passes out of the folder, however it is put together', async () => {
    const part = fc.constantFrom('..', '.', 'deep', 'link', 'inner-link', 'dangling', 'new', 'in', 'out', '');
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        const path = `${join(root, 'in')}/${parts.join('/')}`;
        if (!(await passes(path))) return;
        // What passed may be made and used: it must be inside for the kernel, too.
        let there = path;
        while (!existsSync(there)) there = there.slice(0, there.replace(/\/+$/, '').lastIndexOf('/'));
        expect(`${realpathSync(there)}/`.startsWith(`${realpathSync(join(root, 'in'))}/`)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
