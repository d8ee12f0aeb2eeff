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
