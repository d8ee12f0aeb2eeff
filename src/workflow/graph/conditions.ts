import { type ASTNode, Environment, type EvaluationError, type ParseResult } from '@marcbachmann/cel-js';
import { SafelightError } from '../../contract/errors.ts';
import { ImageFacts } from '../../contract/run.ts';
import { didYouMean } from './nearest.ts';

/** What a condition can look at. */
export interface ConditionContext {
  /** Facts about the item's first input, after orientation. */
  input: ImageFacts;
  /** EXIF basics of the same input; what the file does not say is absent. */
  exif: Readonly<Record<string, string | number>>;
  /** Results of the nodes it refers to. */
  nodes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What a condition needs to know before it can be evaluated. */
export interface ConditionCheck {
  /** Ids of the nodes it refers to, each once. */
  references: string[];
  /** The fields it reads of them, where the expression says them plainly. */
  fields: { nodeId: string; field: string }[];
}

/** A condition that cannot be used, with the place in the expression where that shows (0 is its first character). */
export class ConditionError extends Error {
  readonly position: number;
  constructor(message: string, position: number) {
    super(message);
    this.name = 'ConditionError';
    this.position = position;
  }
}

const INPUT_FIELDS = Object.keys(ImageFacts.shape).filter((field) => field !== 'exif');
const LONGEST = 2000;

/**
 * Workflows come from other people, so an expression must not be able to keep the process busy: its size is bounded, regular
 * expressions (catastrophic backtracking) are refused, and lists can be searched one inside another only twice.
 */
const LIMITS = { maxAstNodes: 400, maxDepth: 40, maxListElements: 50, maxMapEntries: 20, maxCallArguments: 8 };
const MACROS = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);
const REFUSED = new Map([['matches', 'startsWith, endsWith or contains']]);

const environment = makeEnvironment();

/**
 * CEL as people expect it from numbers in JSON: those are doubles, and plain CEL refuses `input.width * 2` because 2 is
 * an int. Mixed arithmetic is done in doubles.
 */
function makeEnvironment(): Environment {
  const made = new Environment({ homogeneousAggregateLiterals: false, limits: LIMITS })
    .registerVariable('input', 'map')
    .registerVariable('exif', 'map')
    .registerVariable('nodes', 'map');
  const operations: Record<string, (a: number, b: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '%': (a, b) => a % b,
  };
  for (const [operator, operation] of Object.entries(operations)) {
    const mixed = (a: number | bigint, b: number | bigint) => operation(Number(a), Number(b));
    made.registerOperator(`double ${operator} int`, mixed);
    made.registerOperator(`int ${operator} double`, mixed);
    if (operator === '%') made.registerOperator('double % double', mixed);
  }
  return made;
}

/**
 * Checks a condition without evaluating it: syntax, types, names, size. Throws `ConditionError` with a sentence and the
 * place. The ids in `references` may still be unknown to the workflow.
 */
export function checkCondition(expression: string): ConditionCheck {
  const parsed = parse(expression);
  const found: ConditionCheck = { references: [], fields: [] };
  visit(parsed.ast, found, 0);
  const check = parsed.check();
  if (!check.valid) throw problem(check.error);
  if (check.type !== 'bool' && check.type !== 'dyn') {
    throw new ConditionError(
      `A condition must be true or false; this one gives ${withArticle(check.type ?? 'nothing')}.`,
      0,
    );
  }
  return found;
}

/**
 * True when the node is to run. Throws `condition_failed` when a field is missing, types do not fit, or the outcome is
 * neither true nor false.
 */
export function evaluateCondition(expression: string, context: ConditionContext): boolean {
  let outcome: unknown;
  try {
    const { exif: _, ...input } = context.input;
    outcome = parse(expression)({ input, exif: context.exif, nodes: context.nodes });
  } catch (thrown) {
    const { message } = problem(thrown);
    throw new SafelightError('condition_failed', `The condition “${expression}” could not be evaluated: ${message}`, {
      cause: thrown,
    });
  }
  if (typeof outcome === 'boolean') return outcome;
  throw new SafelightError(
    'condition_failed',
    `The condition “${expression}” must be true or false, but gave ${shown(outcome)}. Compare it with something, e.g. “> 0”.`,
  );
}

const parsedConditions = new Map<string, ParseResult>();

/** Parsing is repeated for each item, so the last few hundred are kept. */
function parse(expression: string): ParseResult {
  const kept = parsedConditions.get(expression);
  if (kept !== undefined) return kept;
  if (expression.length > LONGEST) {
    throw new ConditionError(`The condition is longer than ${LONGEST} characters; shorten it.`, LONGEST);
  }
  let parsed: ParseResult;
  try {
    parsed = environment.parse(expression);
  } catch (thrown) {
    throw problem(thrown);
  }
  if (parsedConditions.size >= 500) parsedConditions.clear();
  parsedConditions.set(expression, parsed);
  return parsed;
}

/** Collects what the expression refers to, and refuses what must not be in it. */
function visit(node: ASTNode, found: ConditionCheck, macros: number): void {
  switch (node.op) {
    case 'value':
      return;
    case 'id':
      // A bare `nodes` could reach any node; only what is named can be run first.
      if (node.args === 'nodes') {
        throw new ConditionError('Name the node whose result is meant, e.g. nodes["analyze-1"].sharpness.', node.start);
      }
      return;
    case '.':
    case '[]': {
      if (visitAccess(node, found)) return;
      const [object, key] = node.args;
      visit(object, found, macros);
      if (typeof key !== 'string') visit(key, found, macros);
      return;
    }
    case 'call':
    case 'rcall': {
      const [name] = node.args;
      const instead = REFUSED.get(name);
      if (instead !== undefined) {
        throw new ConditionError(`${name}() cannot be used in conditions; use ${instead}.`, node.start);
      }
      const nested = MACROS.has(name) ? macros + 1 : macros;
      if (nested > 2) throw new ConditionError(`${name}() is nested too deeply; two levels are allowed.`, node.start);
      const parts = node.op === 'call' ? node.args[1] : [node.args[1], ...node.args[2]];
      for (const part of parts) visit(part, found, nested);
      return;
    }
    default:
      for (const part of partsOf(node.args)) visit(part, found, macros);
  }
}

/** Deals with `nodes["id"]`, `nodes["id"].field`, `nodes.id.field` and `input.field`; false when the access is none of them. */
function visitAccess(node: ASTNode & { op: '.' | '[]' }, found: ConditionCheck): boolean {
  const key = constantKey(node);
  const [object] = node.args;
  if (object.op === 'id' && object.args === 'nodes') {
    if (key === null) throw new ConditionError('Name the node plainly, e.g. nodes["analyze-1"].', node.start);
    if (!found.references.includes(key)) found.references.push(key);
    return true;
  }
  if (object.op === 'id' && object.args === 'input' && key !== null && !INPUT_FIELDS.includes(key)) {
    const hint = didYouMean(key, INPUT_FIELDS) || ` It has ${INPUT_FIELDS.join(', ')}; EXIF is under “exif”.`;
    throw new ConditionError(`“input” has no field “${key}”.${hint}`, node.start);
  }
  if ((object.op === '.' || object.op === '[]') && key !== null && visitAccess(object, found)) {
    const nodeId = object.args[0].op === 'id' && object.args[0].args === 'nodes' ? constantKey(object) : null;
    if (nodeId !== null) found.fields.push({ nodeId, field: key });
    return true;
  }
  return false;
}

function constantKey(node: ASTNode & { op: '.' | '[]' }): string | null {
  if (node.op === '.') return node.args[1];
  const [, key] = node.args;
  return key.op === 'value' && typeof key.args === 'string' ? key.args : null;
}

/** The AST nodes among an operator's arguments, which come alone, in lists, or in lists of pairs. */
function partsOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(partsOf);
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : [];
}

/** The library's errors in our words. */
function problem(thrown: unknown): ConditionError {
  if (thrown instanceof ConditionError) return thrown;
  if (!(thrown instanceof Error)) return new ConditionError(String(thrown), 0);
  const { code, summary, range } = thrown as Partial<EvaluationError>;
  const position = range?.start ?? 0;
  const text = summary ?? thrown.message.split('\n')[0] ?? '';
  if (code === 'no_such_key') {
    const key = text.replace('No such key: ', '');
    return new ConditionError(
      `“${key}” is not there for this picture. Ask first: has(exif.${key}) && …, or "${key}" in nodes["…"] && …`,
      position,
    );
  }
  if (code === 'unknown_variable') {
    const name = text.replace('Unknown variable: ', '');
    return new ConditionError(`“${name}” is unknown; there are input, exif and nodes.`, position);
  }
  if (code === 'no_such_overload') {
    const operation = text.replace(/^no such overload: /i, '').replaceAll(/dyn<(\w+)>/g, '$1');
    return new ConditionError(`${operation} is not possible: the types do not fit.`, position);
  }
  if (code === 'invalid_macro_argument' && text.startsWith('has(')) {
    return new ConditionError('has() takes names with dots only; write e.g. "iso" in nodes["look"] instead.', position);
  }
  return new ConditionError(`${text} (at character ${position + 1}).`, position);
}

function withArticle(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `the text “${value.slice(0, 80)}”`;
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`;
  return value === null ? 'nothing (null)' : 'a list or object';
}
