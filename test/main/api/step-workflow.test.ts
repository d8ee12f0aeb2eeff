import { expect, it } from 'vitest';
import { type PipelineStep, pipelineOf } from '../../../src/main/api/dialects/step-workflow.ts';

const step = (id: string, type: string, after: string[], params = {}): PipelineStep => ({
  id,
  type,
  params,
  ports: {},
  after,
  picture: after.length === 0 ? { path: '/photos/a.jpg' } : null,
});

it('a step with several outputs gives its picture to the step behind it, and to the result', () => {
  const { document } = pipelineOf('cut', [
    step('photo', 'imageInput', []),
    step('cut', 'removeBackground', ['photo']),
    step('small', 'resize', ['cut'], { longEdge: 300 }),
  ]);
  expect(document.nodes.find(({ id }) => id === 'small')?.inputs).toEqual({ image: 'cut.image' });
  const last = pipelineOf('cut', [step('photo', 'imageInput', []), step('cut', 'removeBackground', ['photo'])]);
  expect(last.document.nodes.at(-1)).toMatchObject({ type: 'export', inputs: { image: 'cut.image' } });
});
