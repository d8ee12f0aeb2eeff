import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createIntake } from '../../../../src/main/intake/intake.ts';
import { JPEG } from '../a-folder.ts';
import { zipBytes } from '../zip-bytes.ts';
import { anUploadFolder } from './an-upload-folder.ts';

it('an uploaded zip gives the pictures in it, below the folder it was given with', async () => {
  const { uploads } = await anUploadFolder();
  const zip = zipBytes([
    { name: 'day 1/a.jpg', data: JPEG },
    { name: 'b.jpg', data: JPEG },
  ]);
  const { uuid } = await uploads.addBytes('shoot.zip', 'application/zip', zip);
  const intake = createIntake({ uploads });
  const spec = { paths: [], files: [{ uploadId: uuid, relativeFolder: 'wedding' }], recursive: true };
  const found: string[] = [];
  for await (const one of intake.discover(spec)) {
    if (one.type === 'source') found.push(`${one.source.kind} ${one.source.relativeFolder}/${one.source.name}`);
  }
  expect(found.sort()).toEqual(['zipEntry wedding/b.jpg', 'zipEntry wedding/day 1/a.jpg']);
});

it('an uploaded zip is called by its own name when something is wrong with it or in it', async () => {
  const { uploads } = await anUploadFolder();
  const zip = zipBytes([{ name: 'a.jpg', data: JPEG }]);
  const cut = await uploads.addBytes('wedding.zip', 'application/zip', zip.subarray(0, zip.length - 20));
  const bad = Buffer.from(zip);
  bad[45] = bad[45]! ^ 0xff;
  const damaged = await uploads.addBytes('shoot.zip', 'application/zip', bad);
  const intake = createIntake({ uploads });
  const told: string[] = [];
  for await (const one of intake.discover({
    paths: [],
    files: [{ uploadId: cut.uuid }, { uploadId: damaged.uuid }],
    recursive: true,
  })) {
    if (one.type === 'refused') told.push(`${one.name}: ${one.error.message}`);
    if (one.type !== 'source') continue;
    const thrown = await intake.materialise(one.source, mkdtempSync(join(tmpdir(), 'safelight-zip-'))).catch(String);
    told.push(String(thrown));
  }
  expect(told).toEqual([
    expect.stringMatching(/^wedding\.zip: .*“wedding\.zip”/),
    expect.stringContaining('“shoot.zip”'),
  ]);
});
