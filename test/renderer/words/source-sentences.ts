import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'vite';

/**
 * Finds the sentences that the program makes for people, in its own source: what is given to errors, issues, notes and reasons. Text that is put
 * together from constants, conditions, parameters and small functions is followed to where it is written.
 */

/** A piece of a sentence: text that is written in the source, or a hole with the source of what fills it and the texts known to. */
export type Piece = string | { hole: string; known: Sentence[] };
export type Sentence = Piece[];
export interface Site {
  /** `main/intake/discover.ts:63` */
  at: string;
  sentence: Sentence;
}

interface Node {
  type: string;
  start: number;
  end: number;
  parent?: Node;
  // biome-ignore lint/suspicious/noExplicitAny: a syntax tree is walked by the names of its properties
  [name: string]: any;
}
interface SourceFile {
  path: string;
  text: string;
  program: Node;
  nodes: Node[];
}

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];
/** Deeper than that nothing is followed; what is left is a hole. */
const DEEPEST = 9;

export class SourceSentences {
  readonly #files = new Map<string, SourceFile>();
  readonly #root: string;
  readonly #parts = new Set<Node>();

  /** @param root the folder `src` */
  constructor(root: string) {
    this.#root = root;
    for (const path of sources(root)) {
      const text = readFileSync(path, 'utf8');
      const program = parseSync(path, text).program as unknown as Node;
      const nodes: Node[] = [];
      link(program, undefined, nodes);
      this.#files.set(path, { path, text, program, nodes });
    }
  }

  /** Every sentence of the files that `isIncluded` takes, by their path below `src`. */
  collect(isIncluded: (path: string) => boolean): Site[] {
    const sites: (Site & { made: Node })[] = [];
    for (const file of this.#files.values()) {
      const path = relative(this.#root, file.path);
      if (!isIncluded(path)) continue;
      for (const node of file.nodes) {
        for (const made of sinks(node)) {
          for (const sentence of this.#read(made, file, 0)) {
            sites.push({ at: `${path}:${file.text.slice(0, made.start).split('\n').length}`, sentence, made });
          }
        }
      }
    }
    // What is a part of other sentences is looked at there.
    return sites.filter(({ made }) => !this.#parts.has(made));
  }

  /** What an expression can be, as sentences; one hole where it cannot be told. */
  #read(node: Node, file: SourceFile, depth: number): Sentence[] {
    const hole = (known: Sentence[] = []): Sentence[] => [
      [{ hole: file.text.slice(node.start, node.end).replace(/\s+/g, ' '), known }],
    ];
    if (depth > DEEPEST) return hole();
    if (depth > 0) this.#parts.add(node);
    const read = (inner: Node) => this.#read(inner, file, depth + 1);
    switch (node.type) {
      case 'Literal':
        return typeof node['value'] === 'string' ? [[node['value']]] : hole();
      case 'TemplateLiteral':
        return [this.#template(node, file, depth)];
      case 'BinaryExpression':
        if (node['operator'] !== '+') return hole();
        return read(node['left']).flatMap((left) => read(node['right']).map((right) => [...left, ...right]));
      case 'ConditionalExpression':
        return [...read(node['consequent']), ...read(node['alternate'])];
      case 'LogicalExpression':
        return [...read(node['left']), ...read(node['right'])];
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'ParenthesizedExpression':
        return read(node['expression']);
      case 'Identifier':
        return this.#named(node, file, depth) ?? hole();
      case 'MemberExpression':
        return this.#member(node, file, depth) ?? hole();
      case 'CallExpression':
        return this.#call(node, file, depth) ?? hole();
      default:
        return hole();
    }
  }

  #template(node: Node, file: SourceFile, depth: number): Sentence {
    const pieces: Sentence = [];
    node['quasis'].forEach((quasi: Node, i: number) => {
      if (quasi['value'].cooked !== '') pieces.push(quasi['value'].cooked);
      const expression: Node | undefined = node['expressions'][i];
      if (expression === undefined) return;
      const isName = quasi['value'].cooked.endsWith('“') && node['quasis'][i + 1]['value'].cooked.startsWith('”');
      const known = isName
        ? []
        : this.#read(expression, file, depth + 1).filter((one) => one.length === 0 || one[0] === '' || hasText(one));
      pieces.push({
        hole: file.text.slice(expression.start, expression.end).replace(/\s+/g, ' '),
        known: optional(known),
      });
    });
    return pieces;
  }

  /** A variable by what it is set to, a parameter by what it is called with; null where that cannot be told. */
  #named(node: Node, file: SourceFile, depth: number): Sentence[] | null {
    const name: string = node['name'];
    for (let scope = node.parent; scope !== undefined; scope = scope.parent) {
      if (FUNCTIONS.includes(scope.type)) {
        const position = scope['params'].findIndex((param: Node) => nameOf(param) === name);
        if (position >= 0) return this.#argument(scope, position, file, depth);
      }
      const body: Node[] = scope.type === 'Program' || scope.type === 'BlockStatement' ? scope['body'] : [];
      for (const statement of body) {
        const declaration = statement.type === 'ExportNamedDeclaration' ? statement['declaration'] : statement;
        if (declaration?.type !== 'VariableDeclaration') continue;
        for (const { id, init } of declaration['declarations']) {
          if (id.type !== 'Identifier' || id['name'] !== name) continue;
          const later = file.nodes.filter(
            (one) => one.type === 'AssignmentExpression' && one['operator'] === '=' && nameOf(one['left']) === name,
          );
          return [...(init === null ? [] : [init]), ...later.map((one) => one['right'])].flatMap((one: Node) =>
            this.#read(one, file, depth + 1),
          );
        }
      }
    }
    const from = this.#imported(name, file);
    const declared =
      from === null ? null : from.nodes.find((one) => one.type === 'VariableDeclarator' && nameOf(one['id']) === name);
    return declared?.['init'] ? this.#read(declared['init'], from!, depth + 1) : null;
  }

  /** What a function is called with in the place of a parameter, by its default too. */
  #argument(made: Node, position: number, file: SourceFile, depth: number): Sentence[] | null {
    const name = nameOfFunction(made);
    if (name === null) return null;
    const found: Sentence[] = [];
    const param: Node = made['params'][position];
    if (param.type === 'AssignmentPattern') found.push(...this.#read(param['right'], file, depth + 1));
    for (const other of this.#files.values()) {
      if (other !== file && this.#imported(name, other) !== file) continue;
      for (const call of other.nodes) {
        if (call.type !== 'CallExpression' && call.type !== 'NewExpression') continue;
        const { callee } = call;
        const called = callee.type === 'MemberExpression' ? nameOf(callee['property']) : nameOf(callee);
        const given: Node | undefined = call['arguments'][position];
        if (called === name && given !== undefined) found.push(...this.#read(given, other, depth + 1));
      }
    }
    return found.length === 0 ? null : found;
  }

  /** `NAMES[key]` and `NAMES.key` by the texts in the object. */
  #member(node: Node, file: SourceFile, depth: number): Sentence[] | null {
    const table = this.#object(node['object'], file);
    if (table === null) return null;
    const wanted = node['computed'] ? null : nameOf(node['property']);
    const values = (table.node['properties'] as Node[])
      .filter((one) => one.type === 'Property' && (wanted === null || nameOf(one['key']) === wanted))
      .map((one) => one['value'] as Node);
    return values.length === 0 ? null : values.flatMap((value) => this.#read(value, table.file, depth + 1));
  }

  #object(node: Node, file: SourceFile): { node: Node; file: SourceFile } | null {
    if (node.type !== 'Identifier') return null;
    for (const from of [file, this.#imported(node['name'], file)]) {
      const declared = from?.nodes.find(
        (one) => one.type === 'VariableDeclarator' && nameOf(one['id']) === node['name'],
      );
      let init: Node | undefined = declared?.['init'] ?? undefined;
      while (init?.type.startsWith('TS')) init = init['expression'];
      if (init?.type === 'ObjectExpression') return { node: init, file: from! };
    }
    return null;
  }

  /** What a function of ours gives back; a list that is joined, by its elements. */
  #call(node: Node, file: SourceFile, depth: number): Sentence[] | null {
    const { callee } = node;
    if (callee.type === 'MemberExpression') {
      const method = nameOf(callee['property']);
      if (method === 'join' || method === 'replace' || method === 'trim') return null;
    }
    const name = callee.type === 'MemberExpression' ? nameOf(callee['property']) : nameOf(callee);
    if (name === null) return null;
    for (const from of [file, this.#imported(name, file)]) {
      const made = from?.nodes.find((one) => FUNCTIONS.includes(one.type) && nameOfFunction(one) === name);
      if (made === undefined) continue;
      const given = returned(made).flatMap((one) => this.#read(one, from!, depth + 1));
      return given.length === 0 ? null : given;
    }
    return null;
  }

  /** The file that a name is imported from. */
  #imported(name: string, file: SourceFile): SourceFile | null {
    for (const statement of file.program['body'] as Node[]) {
      if (statement.type !== 'ImportDeclaration') continue;
      const from: string = statement['source'].value;
      if (!from.startsWith('.')) continue;
      if (statement['specifiers'].some((one: Node) => nameOf(one['local']) === name))
        return this.#files.get(join(dirname(file.path), from)) ?? null;
    }
    return null;
  }
}

/** Where a node hands over sentences. */
function sinks(node: Node): Node[] {
  if (node.type === 'NewExpression') {
    const name = nameOf(node['callee']);
    if (name === 'SafelightError') return node['arguments'].slice(1, 2);
    return name !== null && /^[A-Z]\w+Error$/.test(name) ? node['arguments'].slice(0, 1) : [];
  }
  if (node.type === 'Property' && node.parent?.type === 'ObjectExpression') {
    const { value } = node as unknown as { value: Node };
    const name = nameOf(node['key']) ?? '';
    return SPOKEN.includes(name) && WRITTEN.includes(value.type) ? [value] : [];
  }
  return readsAsSentence(node) && !isForOthers(node) ? [node] : [];
}

/** Properties that are said to people: whole sentences, or what stands in them. */
const SPOKEN = ['message', 'reason', 'error', 'why', 'what'];
const WRITTEN = [
  'Identifier',
  'Literal',
  'TemplateLiteral',
  'ConditionalExpression',
  'BinaryExpression',
  'LogicalExpression',
];

/** Text of three words and more with a full stop. */
function readsAsSentence(node: Node): boolean {
  const text =
    node.type === 'TemplateLiteral'
      ? node['quasis'].map((quasi: Node) => quasi['value'].cooked).join('x')
      : node.type === 'Literal' && typeof node['value'] === 'string'
        ? node['value']
        : '';
  return /^\s?[“"\p{L}].* .*[^.][.?!]$/su.test(text) && / .* /.test(text);
}

/** Descriptions of the API and of node types, what is logged, and what stops a program that is wrong. */
function isForOthers(node: Node): boolean {
  for (let at: Node | undefined = node; at?.parent !== undefined; at = at.parent) {
    const { parent }: { parent?: Node } = at;
    if (parent === undefined) return false;
    if (parent.type === 'Property' && ['description', 'summary', 'title', 'hint'].includes(nameOf(parent['key']) ?? ''))
      return true;
    if (parent.type === 'NewExpression' && nameOf(parent['callee']) === 'Error') return true;
    const callee = parent.type === 'CallExpression' ? parent['callee'] : undefined;
    const called = callee === undefined ? null : nameOf(callee['property'] ?? callee);
    if (called !== null && ['describe', 'warn', 'info', 'debug'].includes(called)) return true;
    if (FUNCTIONS.includes(parent.type)) return false;
  }
  return false;
}

/** Nothing at all is meant only where the rest can do without: ` Did you mean “x”?`, `, not 5`. */
function optional(known: Sentence[]): Sentence[] {
  const some = known.filter((one) => one.length > 0 && one[0] !== '');
  return some.length > 0 && some.every(([first]) => typeof first === 'string' && /^[ ,:]/.test(first)) ? known : some;
}

/** Text of ours, be it within a hole. */
function hasText(sentence: Sentence): boolean {
  return sentence.some((piece) =>
    typeof piece === 'string' ? piece.trim() !== '' : piece.known.some((known) => hasText(known)),
  );
}

function returned(made: Node): Node[] {
  if (made['body'].type !== 'BlockStatement') return [made['body']];
  const found: Node[] = [];
  (function look(node: Node) {
    for (const child of children(node)) {
      if (FUNCTIONS.includes(child.type)) continue;
      if (child.type === 'ReturnStatement' && child['argument']) found.push(child['argument']);
      look(child);
    }
  })(made['body']);
  return found;
}

function nameOfFunction(made: Node): string | null {
  if (made['id']) return nameOf(made['id']);
  const { parent } = made;
  if (parent?.type === 'VariableDeclarator') return nameOf(parent['id']);
  if (parent?.type === 'MethodDefinition') {
    const name = nameOf(parent['key']);
    return name === 'constructor' ? nameOf(parent.parent?.parent?.['id'] ?? {}) : name;
  }
  return parent?.type === 'Property' ? nameOf(parent['key']) : null;
}

function nameOf(node: Node): string | null {
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node['name'];
  if (node.type === 'AssignmentPattern') return nameOf(node['left']);
  return node.type === 'Literal' ? String(node['value']) : null;
}

function link(node: Node, parent: Node | undefined, nodes: Node[]): void {
  if (parent !== undefined) node.parent = parent;
  nodes.push(node);
  for (const child of children(node)) link(child, node, nodes);
}

function children(node: Node): Node[] {
  return Object.entries(node).flatMap(([name, value]) => {
    if (name === 'parent') return [];
    return (Array.isArray(value) ? value : [value]).filter((one) => typeof one?.type === 'string');
  });
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
