import { describe, expect, it } from 'vitest';
import { CreateRunBody } from '../../src/contract/create-run.ts';
import type { UploadResource } from '../../src/contract/upload.ts';
import { WorkflowDocument } from '../../src/contract/workflow.ts';
import { exampleSources } from '../../src/renderer/features/start/example-sources.ts';
import { isTakenName, sortOut } from '../../src/renderer/features/start/gather.ts';
import { exposedNodes, ownParams, type StartChoices, startBody } from '../../src/renderer/features/start/start-body.ts';
import type { Uploaded } from '../../src/renderer/features/start/use-uploads.ts';

const document = WorkflowDocument.parse({
  name: 'Small',
  nodes: [
    { id: 'photos', type: 'imageInput' },
    { id: 'resize', type: 'resize', params: { longEdge: 2048 }, inputs: { image: 'photos' }, exposed: ['longEdge'] },
    { id: 'out', type: 'export', inputs: { image: 'resize' } },
  ],
});
const choices: StartChoices = { params: {}, folder: '', name: '', collision: 'suffix', zip: false, recursive: true };

function uploaded(name: string, relativeFolder = ''): Uploaded {
  const upload = { uploadId: `id-of-${name}` } as UploadResource;
  return { local: { file: new File(['x'], name), relativeFolder }, upload };
}

describe('the request of a start sheet', () => {
  it('is none while there is nothing to work on', () => {
    expect(startBody(document, [], [], choices)).toBeNull();
  });

  it('gives paths and uploads to the workflow’s input node and leaves out what was not chosen', () => {
    const body = startBody(document, ['/shoot'], [uploaded('a.jpg', 'day 1/best')], choices);
    expect(body).toEqual({
      inputs: {
        photos: {
          paths: ['/shoot'],
          files: [{ uploadId: 'id-of-a.jpg', name: 'a.jpg', relativeFolder: 'day 1/best' }],
          recursive: true,
        },
      },
      output: { collision: 'suffix', zip: false },
    });
    expect(CreateRunBody.parse(body)).toMatchObject({ inputs: { photos: { recursive: true } } });
  });

  it('carries folder, names, zip and params that were chosen', () => {
    const chosen = {
      ...choices,
      folder: ' /out ',
      name: '{name}-web',
      zip: true,
      params: { resize: { longEdge: 900 } },
    };
    const body = startBody(document, ['/shoot'], [], chosen);
    expect(CreateRunBody.parse(body)).toMatchObject({
      output: { folder: '/out', name: '{name}-web', zip: true },
      params: { resize: { longEdge: 900 } },
    });
  });

  it('holds only params that differ from the workflow’s', () => {
    expect(ownParams({ longEdge: 2048, fit: 'inside' }, { longEdge: 900, fit: 'inside' })).toEqual({ longEdge: 900 });
    expect(ownParams({ longEdge: 2048 }, { longEdge: 2048 })).toEqual({});
  });

  it('shows the params that the workflow exposes', () => {
    expect(exposedNodes(document).map(({ node, names }) => [node.id, names])).toEqual([['resize', ['longEdge']]]);
  });
});

describe('what was dropped', () => {
  it.each(['IMG.JPG', 'a.nef', 'b.heic', 'shoot.zip'])('%s is taken', (name) => expect(isTakenName(name)).toBe(true));
  it.each(['notes.txt', '._IMG.jpg', '.DS_Store', 'jpg'])('%s is not', (name) =>
    expect(isTakenName(name)).toBe(name === 'jpg'),
  );

  it('is parted into photos and the rest; hidden files are not worth a word', () => {
    const files = ['a.jpg', 'notes.txt', '.DS_Store'].map((name) => ({
      file: new File([''], name),
      relativeFolder: '',
    }));
    const { files: taken, leftOut } = sortOut(files);
    expect(taken.map(({ file }) => file.name)).toEqual(['a.jpg']);
    expect(leftOut).toEqual(['notes.txt']);
  });
});

describe('the photos looked at before the start', () => {
  it('are those the plan names, three at most', () => {
    const examples = ['/shoot/a.jpg', '/shoot/b.jpg', '/shoot/c.jpg', '/shoot/d.jpg'];
    const shown = exampleSources([], ['/shoot'], { examples, zipExamples: [] });
    expect(shown.map((one) => one.name)).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
  });

  it('are, of uploads, those that arrived; a zip is none', () => {
    const shown = exampleSources([uploaded('shoot.zip'), uploaded('a.jpg')], [], undefined);
    expect(shown).toEqual([{ name: 'a.jpg', source: { uploadId: 'id-of-a.jpg' } }]);
  });

  it('are, of a zip, pictures in it, as soon as the plan knows them', () => {
    const inZip = { path: '/data/uploads/4f', entry: 'day/a.jpg', name: 'a.jpg' };
    const shown = exampleSources([uploaded('shoot.zip')], [], { examples: [], zipExamples: [inZip] });
    expect(shown).toEqual([{ name: 'a.jpg', source: { path: '/data/uploads/4f', entry: 'day/a.jpg' } }]);
  });
});
