import { describe, expect, it } from 'vitest';
import { readWorkflow } from '../../../src/workflow/graph/read.ts';
import { validateWorkflow } from '../../../src/workflow/graph/validate.ts';
import assertNode from '../../../src/workflow/nodes/assert.ts';
import { ContactSheetParams } from '../../../src/workflow/nodes/contact-sheet.ts';
import metadata from '../../../src/workflow/nodes/metadata.ts';
import { RenameParams } from '../../../src/workflow/nodes/rename.ts';
import { planNext } from '../../../src/workflow/plan/planner.ts';
import { someFacts } from '../../support/a-workflow.ts';
import { compiled, problems, problemsWith } from './compiled.ts';

const graphOf = (...nodes: object[]) =>
  validateWorkflow(readWorkflow({ name: 'Test', nodes: [{ id: 'in', type: 'imageInput' }, ...nodes] }));
const planOf = (graph: ReturnType<typeof graphOf>, facts = someFacts()) =>
  planNext(graph, { target: { kind: 'deliver' }, facts: { in: facts }, inputHashes: {}, results: {} });

describe('metadata', () => {
  it('says only what is given, and nothing when nothing is', () => {
    expect(compiled(metadata)).toEqual([]);
    expect(compiled(metadata, { copyright: '© {exif.year}', stripGps: true })).toEqual([
      { kind: 'metadata', edit: { mode: 'set', fields: { copyright: '© {exif.year}' }, stripGps: true } },
    ]);
    expect(compiled(metadata, { mode: 'remove', remove: ['keywords'] })).toMatchObject([
      { edit: { mode: 'remove', fields: { keywords: '' } } },
    ]);
    expect(problems(metadata, { caption: '{nothing}' })).toHaveLength(1);
  });

  it('is given to every export behind it, in order, and stands in nobody’s way', () => {
    const graph = graphOf(
      { id: 'light', type: 'exposure', params: { ev: 1 }, inputs: { image: 'in' } },
      { id: 'who', type: 'metadata', params: { creator: 'Jane' }, inputs: { image: 'light' } },
      { id: 'warm', type: 'exposure', params: { ev: -0.5 }, inputs: { image: 'who' } },
      { id: 'where', type: 'metadata', params: { stripGps: true }, inputs: { image: 'warm' } },
      { id: 'a', type: 'export', inputs: { image: 'where' } },
      { id: 'b', type: 'export', inputs: { image: 'light' } },
    );
    const { plan } = planOf(graph);
    const encodes = plan.steps.flatMap(({ step, nodes }) => (step.kind === 'encode' ? [{ step, nodes }] : []));
    expect(encodes.find(({ nodes }) => nodes.includes('a'))).toMatchObject({
      nodes: ['who', 'where', 'a'],
      step: { edits: [{ fields: { creator: 'Jane' } }, { stripGps: true }] },
    });
    expect(encodes.find(({ nodes }) => nodes.includes('b'))?.step).not.toHaveProperty('edits');
    expect(plan.steps.filter(({ step }) => step.kind === 'colour')).toHaveLength(2);
    expect(plan.steps.some(({ step }) => step.kind === 'metadata')).toBe(false);
  });
});

describe('filter', () => {
  const graph = graphOf(
    { id: 'big', type: 'filter', params: { condition: 'input.width >= 2000' }, inputs: { image: 'in' } },
    { id: 'large', type: 'export', inputs: { image: 'big.match' } },
    { id: 'shrink', type: 'resize', params: { longEdge: 100 }, inputs: { image: 'big.else' } },
    { id: 'small', type: 'export', inputs: { image: 'shrink' } },
    { id: 'small-check', type: 'assert', params: { maxLongEdge: 100 }, inputs: { file: 'small' } },
  );

  it('plans only the way that the picture takes', () => {
    const { plan } = planOf(graph, someFacts({ width: 3000 }));
    expect(plan.routes).toEqual({ big: 'match' });
    expect(Object.keys(plan.results)).toEqual(['large']);
    expect(plan.skipped).toMatchObject({ shrink: 'route', small: 'route', 'small-check': 'route' });
    expect(Object.keys(planOf(graph, someFacts({ width: 1999 })).plan.results).sort()).toEqual([
      'small',
      'small-check',
    ]);
  });

  it('delivers nothing where the way leads nowhere', () => {
    const only = graphOf(
      { id: 'big', type: 'filter', params: { condition: 'input.width >= 2000' }, inputs: { image: 'in' } },
      { id: 'large', type: 'export', inputs: { image: 'big.match' } },
    );
    expect(planOf(only, someFacts({ width: 10 })).plan).toMatchObject({
      steps: [],
      results: {},
      routes: { big: 'else' },
    });
  });

  it('waits for the results that its condition asks for', () => {
    const waiting = graphOf(
      { id: 'look', type: 'analyze', inputs: { image: 'in' } },
      {
        id: 'dark',
        type: 'filter',
        params: { condition: 'nodes["look"].brightness < 0.3' },
        inputs: { image: 'in' },
      },
      { id: 'out', type: 'export', inputs: { image: 'dark.match' } },
    );
    const known = { target: { kind: 'deliver' }, facts: { in: someFacts() }, inputHashes: {} } as const;
    const first = planNext(waiting, { ...known, results: {} });
    expect(first.complete).toBe(false);
    expect(Object.keys(first.plan.results)).toEqual(['look']);
    const bright = planNext(waiting, { ...known, results: { look: { brightness: 0.9 } } });
    expect(bright).toMatchObject({ complete: true, plan: { routes: { dark: 'else' } } });
    const dark = planNext(waiting, { ...known, results: { look: { brightness: 0.1 } } });
    expect(Object.keys(dark.plan.results)).toContain('out');
  });

  it('is checked like every condition', () => {
    const wrong = (condition: string) => () =>
      graphOf(
        { id: 'f', type: 'filter', params: { condition }, inputs: { image: 'in' } },
        { id: 'out', type: 'export', inputs: { image: 'f.match' } },
      );
    expect(wrong('input.with > 3')).toThrow(/width/);
    expect(wrong('nodes["nobody"].x > 3')).toThrow(/nobody/);
    expect(wrong('1 + 1')).toThrow(/true or false/);
  });
});

describe('assert', () => {
  it('hands on the rules that are asked for, and nothing when none is', () => {
    expect(compiled(assertNode)).toEqual([]);
    expect(compiled(assertNode, { background: '#fff', minFill: 85, aspect: '1:1' })).toEqual([
      {
        kind: 'check',
        rules: { minFill: 85, aspect: 1, background: { color: '#ffffff', tolerance: 2 } },
        onFailure: 'fail',
        folder: 'failed-check',
      },
    ]);
    expect(problemsWith(assertNode, 'folder', ['a/b', '..', '.hidden', ''])).toHaveLength(4);
  });

  it('reads the file of an export, and takes no picture', () => {
    const check = (file: string) => () =>
      graphOf(
        { id: 'out', type: 'export', inputs: { image: 'in' } },
        { id: 'check', type: 'assert', params: { width: 10 }, inputs: { file } },
      );
    const { plan } = planOf(check('out')());
    const encode = plan.steps.find(({ step }) => step.kind === 'encode')!;
    expect(plan.steps.find(({ step }) => step.kind === 'check')?.inputs).toEqual([encode.id]);
    expect(check('in')).toThrow(/file/);
  });

  it('is left out with an export whose condition is false', () => {
    const graph = graphOf(
      { id: 'out', type: 'export', inputs: { image: 'in' }, when: 'input.width < 10' },
      { id: 'check', type: 'assert', params: { width: 10 }, inputs: { file: 'out' } },
      { id: 'other', type: 'export', inputs: { image: 'in' } },
    );
    expect(Object.keys(planOf(graph).plan.results)).toEqual(['other']);
  });
});

describe('nodes of the whole run', () => {
  it('have names and sizes that people can use as they are', () => {
    expect(RenameParams.parse({})).toEqual({ name: '{seq:4}', order: 'captureTime', start: 1 });
    expect(ContactSheetParams.parse({})).toMatchObject({ columns: 5, rows: 0, fileName: 'contact-sheet' });
    expect(ContactSheetParams.safeParse({ fileName: '../up' }).success).toBe(false);
  });
});
