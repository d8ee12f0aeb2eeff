import { describe, expect, it } from 'vitest';
import { SafelightError } from '../../../src/contract/errors.ts';
import { ConditionError, checkCondition, evaluateCondition } from '../../../src/workflow/graph/conditions.ts';
import { someFacts } from '../../support/a-workflow.ts';

const facts = someFacts({
  width: 3000,
  height: 2000,
  profile: null,
  exif: { iso: 1600, model: 'X100', lens: '35 mm' },
});
const nodes = { 'analyze-1': { sharpness: 12.5, palette: ['#ff0000', '#00ff00'], hasAlpha: false, width: 3000 } };

function evaluate(expression: string, exif: Record<string, string | number> = facts.exif): boolean {
  return evaluateCondition(expression, { input: facts, exif, nodes });
}

function refusal(expression: string): ConditionError {
  try {
    checkCondition(expression);
  } catch (thrown) {
    if (thrown instanceof ConditionError) return thrown;
    throw thrown;
  }
  throw new Error(`“${expression}” was accepted`);
}

function failure(expression: string): SafelightError {
  try {
    evaluate(expression, {});
  } catch (thrown) {
    if (thrown instanceof SafelightError) return thrown;
    throw thrown;
  }
  throw new Error(`“${expression}” was evaluated`);
}

describe('a condition', () => {
  it.each([
    ['input.width > input.height', true],
    ['input.format == "jpeg" && !input.hasAlpha', true],
    ['input.format in ["png", "tiff"]', false],
    ['input.profile == null', true],
    ['exif.iso == 1600', true],
    ['exif.model.startsWith("X")', true],
    ['nodes["analyze-1"].sharpness < 20', true],
    ['nodes["analyze-1"].palette[0] == "#ff0000"', true],
    ['nodes["analyze-1"].palette.exists(c, c == "#00ff00")', true],
    ['"sharpness" in nodes["analyze-1"]', true],
    ['"lens" in nodes["analyze-1"]', false],
  ])('looks at facts, EXIF and results: %s', (expression, outcome) => {
    checkCondition(expression);
    expect(evaluate(expression)).toBe(outcome);
  });

  it.each([
    ['input.width / 2 == 1500.0', true],
    ['input.width * 2 > 5999', true],
    ['2 * input.width > 5999', true],
    ['input.width % 2 == 0', true],
    ['input.width + 1 == 3001', true],
    ['input.width - 1 < input.width', true],
    ['input.width * input.height / 1000000 > 5.9', true],
    ['double(input.width) / double(input.height) == 1.5', true],
  ])('reckons with whole numbers and fractions alike: %s', (expression, outcome) => {
    checkCondition(expression);
    expect(evaluate(expression)).toBe(outcome);
  });

  it('can ask whether the file says something before using it', () => {
    const expression = 'has(exif.iso) && exif.iso > 800';
    expect(evaluate(expression)).toBe(true);
    expect(evaluate(expression, {})).toBe(false);
  });

  it('fails with the way out when it uses what the picture does not have', () => {
    const error = failure('exif.iso > 800');
    expect(error.code).toBe('condition_failed');
    expect(error.message).toContain('“iso” is not there for this picture');
    expect(error.message).toContain('has(exif.iso)');
  });

  it('fails when it is neither true nor false', () => {
    const error = failure('input.width');
    expect(error.code).toBe('condition_failed');
    expect(error.message).toContain('must be true or false, but gave the number 3000');
  });

  it('fails in words when types do not fit', () => {
    expect(failure('input.width > "wide"').message).toContain('double > string is not possible');
  });

  it('does not reach what JavaScript objects have beside their fields', () => {
    expect(failure('exif.constructor == 1').code).toBe('condition_failed');
    expect(failure('exif.__proto__ == null').code).toBe('condition_failed');
  });
});

describe('checking a condition', () => {
  it('lists the nodes and fields it needs, each node once', () => {
    const check = checkCondition(
      'nodes["a-1"].width > 10 && nodes.b.palette[0] == "#ffffff" && size(nodes["a-1"].palette) > 1',
    );
    expect(check.references).toEqual(['a-1', 'b']);
    expect(check.fields).toEqual([
      { nodeId: 'a-1', field: 'width' },
      { nodeId: 'b', field: 'palette' },
      { nodeId: 'a-1', field: 'palette' },
    ]);
  });

  it('finds references inside lists, maps, choices and searches', () => {
    const check = checkCondition(
      '[1].exists(x, nodes["a"].n > x) ? {"k": nodes["b"].n}["k"] > 1 : !(nodes["c"].n in [nodes["d"].n])',
    );
    expect(check.references).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each([
    ['1 +', 3, 'Unexpected token'],
    ['foo > 1', 0, '“foo” is unknown; there are input, exif and nodes'],
    ['true && input.widht > 1', 8, 'Did you mean “width”?'],
    ['"abc"', 0, 'must be true or false'],
    ['"abc" + 1 == "abc1"', 0, 'string + int is not possible'],
    ['has(nodes["a"].iso)', 4, 'has() takes names with dots only'],
    ['nodes.size() > 1', 0, 'Name the node'],
    ['nodes[input.format].width > 1', 0, 'Name the node plainly'],
    ['exif.model.matches("(a+)+$")', 0, 'use startsWith, endsWith or contains'],
  ])('refuses %s and says where', (expression, position, sentence) => {
    const error = refusal(expression);
    expect(error.message).toContain(sentence);
    expect(error.position).toBe(position);
  });

  it('refuses expressions that could keep the program busy', () => {
    expect(refusal('[1].all(a, [1].all(b, [1].all(c, true)))').message).toContain('nested too deeply');
    expect(refusal(`[${'1,'.repeat(60)}1].all(a, a > 0)`).message).not.toBe('');
    expect(refusal(`${'('.repeat(200)}true${')'.repeat(200)}`).message).not.toBe('');
    expect(refusal(`true${' && true'.repeat(240)}`).message).not.toBe('');
    expect(refusal(`"${'a'.repeat(2000)}" == ""`).message).toContain('longer than 2000 characters');
  });
});
