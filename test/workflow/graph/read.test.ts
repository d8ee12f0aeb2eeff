import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SafelightError } from '../../../src/contract/errors.ts';
import { WORKFLOW_FORMAT } from '../../../src/contract/workflow.ts';
import { migrateWorkflow, WORKFLOW_MIGRATIONS } from '../../../src/workflow/graph/migrations.ts';
import { readWorkflow } from '../../../src/workflow/graph/read.ts';
import { validateWorkflow } from '../../../src/workflow/graph/validate.ts';

const saved = join(import.meta.dirname, '../../fixtures/workflows');

function failure(json: unknown): SafelightError {
  try {
    readWorkflow(json);
  } catch (thrown) {
    if (thrown instanceof SafelightError) return thrown;
    throw thrown;
  }
  throw new Error('the document was accepted');
}

describe('workflows saved by earlier versions', () => {
  it.each(readdirSync(saved))('%s can still be read and used', (file) => {
    const document = readWorkflow(JSON.parse(readFileSync(join(saved, file), 'utf8')));
    expect(document.format).toBe(WORKFLOW_FORMAT);
    expect(validateWorkflow(document).warnings).toEqual([]);
  });

  it('are kept as an example for every format, each with a migration to the next', () => {
    for (let format = 1; format <= WORKFLOW_FORMAT; format++) {
      expect(existsSync(join(saved, `format-${format}.json`)), `test/fixtures/workflows/format-${format}.json`).toBe(
        true,
      );
    }
    expect(WORKFLOW_MIGRATIONS.map(({ from }) => from)).toEqual(
      Array.from({ length: WORKFLOW_FORMAT - 1 }, (_, i) => i + 1),
    );
  });
});

describe('migrations', () => {
  const migrations = [
    {
      from: 1,
      migrate: (document: Record<string, unknown>) => ({ ...document, name: `${String(document['name'])}!` }),
    },
    { from: 2, migrate: (document: Record<string, unknown>) => ({ ...document, slug: 'new' }) },
  ];

  it('are applied one after the other from the document’s own format on', () => {
    expect(migrateWorkflow({ name: 'A' }, 3, migrations)).toEqual({ name: 'A!', slug: 'new', format: 3 });
    expect(migrateWorkflow({ name: 'A', format: 2 }, 3, migrations)).toEqual({ name: 'A', slug: 'new', format: 3 });
    expect(migrateWorkflow({ name: 'A', format: 3 }, 3, migrations)).toEqual({ name: 'A', format: 3 });
  });

  it('leave the document they were given alone', () => {
    const document = { name: 'A', nodes: [{ id: 'x' }] };
    const changing = [{ from: 1, migrate: (given: Record<string, unknown>) => Object.assign(given, { nodes: [] }) }];
    migrateWorkflow(document, 2, changing);
    expect(document).toEqual({ name: 'A', nodes: [{ id: 'x' }] });
  });
});

describe('reading a workflow', () => {
  it('fills in what may be left out', () => {
    const document = readWorkflow({ name: 'Small', nodes: [{ id: 'in', type: 'imageInput' }] });
    expect(document).toEqual({
      format: WORKFLOW_FORMAT,
      name: 'Small',
      nodes: [{ id: 'in', type: 'imageInput', params: {}, inputs: {} }],
    });
  });

  it('refuses documents of a newer Safelight and says so', () => {
    const error = failure({ format: 99, name: 'Tomorrow', nodes: [], somethingNew: true });
    expect(error.code).toBe('workflow_too_new');
    expect(error.message).toContain('“Tomorrow” was saved in format 99 by a newer Safelight');
  });

  it.each([[null], [[]], ['text'], [3]])('refuses %j, which is no document', (json) => {
    expect(failure(json).code).toBe('workflow_invalid');
    expect(failure(json).message).toContain('expected a JSON object');
  });

  it('names every wrong field at once, nodes by their id', () => {
    const { code, message, issues } = failure({
      name: 'Bad',
      nodes: [{ id: '1st', type: 'flip' }, { id: 'b', type: 'flip', when: 3, parms: {} }, 'no node'],
      colour: 'red',
    });
    expect(code).toBe('workflow_invalid');
    expect(message).toContain('and 4 more problems');
    expect(issues).toEqual([
      { path: 'nodes.1st.id', code: 'invalid_format', message: expect.stringContaining('must be a letter, then') },
      { path: 'nodes.b.when', code: 'invalid_type', message: '“nodes.b.when” must be text, not 3.' },
      {
        path: 'nodes.b.parms',
        code: 'unknown_field',
        message: 'nodes.b has no field “parms”; remove it. Did you mean “params”?',
      },
      { path: 'nodes.2', code: 'invalid_type', message: '“nodes.2” must be an object, not “no node”.' },
      { path: 'colour', code: 'unknown_field', message: 'A workflow has no field “colour”; remove it.' },
    ]);
  });

  it('says what is missing', () => {
    expect(failure({}).issues).toEqual([
      { path: 'name', code: 'missing', message: '“name” is missing.' },
      { path: 'nodes', code: 'missing', message: '“nodes” is missing.' },
    ]);
  });

  it('refuses values nested so deeply that walking them would exhaust the stack', () => {
    const params = JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`) as unknown;
    const error = failure({ name: 'Deep', nodes: [{ id: 'in', type: 'imageInput', params }] });
    expect(error.issues).toMatchObject([{ code: 'too_deep' }]);
  });
});
