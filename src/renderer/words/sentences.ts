/**
 * Sentences that the program makes in English (errors, problems of a workflow, notes on a photo), said in another language. API, CLI, logs and
 * the database carry the English one; the language has a table from its pattern to its own. A pattern is text with holes: `“{name}” is empty.`
 *
 * In the own sentence a hole says what is done with what it caught:
 * - `{name}`: stands as it came
 * - `{n:number}`: is written as the language writes numbers
 * - `{all:list}`: an enumeration: quotes, “and” and “or”
 * - `{why:said}`: is a sentence or a phrase itself, and stays English when it is not known
 * - `{what:phrase}`: the same, within one sentence
 * - `{problem:known}`: is said too, but then the pattern does not fit
 * - `{status:statuses}`: is looked up in the list of that name, and stays as it came when it is not in it
 */
export interface SentenceTable {
  sentences: Readonly<Record<string, string>>;
  lists: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What enumerations are made of: `“`, `”`, ` and `, ` or `. */
  marks: readonly (readonly [english: string | RegExp, own: string])[];
  decimalPoint: string;
  thousands: string;
}

interface Pattern {
  /** The text before, between and behind the holes. */
  literals: string[];
  holes: string[];
  /** By their names: what is done with them. */
  kinds: Map<string, string>;
  own: string;
  /** Of two patterns that fit, the one with more text of its own is meant. */
  weight: number;
}

interface Said {
  text: string;
  grade: number;
}
/** Nothing stayed English; every sentence is known, but not all in their holes; some sentences are not known. */
const [COMPLETE, FITTING, MIXED] = [2, 1, 0];

const HOLE = /\{(\w+)(?::([a-z]+))?\}/g;
/** Sentences are asked for again and again while a list scrolls. */
const MOST_KEPT = 1000;
/** Sentences within sentences; more is nobody's. */
const DEEPEST = 6;

/** Says English sentences in the language of a table. What is not in it is given back as it came, by the sentence. */
export function createSentences(table: SentenceTable): (english: string) => string {
  const exact = new Map<string, string>();
  const patterns: Pattern[] = [];
  for (const [english, own] of Object.entries(table.sentences)) {
    if (english.search(HOLE) >= 0) patterns.push(compiled(english, own));
    else exact.set(english, own);
  }
  patterns.sort((a, b) => b.weight - a.weight);
  const kept = new Map<string, string>();

  /** By the pattern with the most text of its own. */
  function whole(text: string, strict: boolean, depth: number): Said | null {
    const own = exact.get(text);
    if (own !== undefined) return { text: own, grade: COMPLETE };
    for (const pattern of patterns) {
      const caught = catchHoles(pattern, text, strict);
      const said = caught && fill(pattern, caught, depth);
      if (said) return said;
    }
    return null;
  }

  /** All of a text: as one, else sentence by sentence; null where nothing of it is known. */
  function say(text: string, depth: number): Said | null {
    if (depth > DEEPEST) return null;
    let best = whole(text, true, depth);
    if (best?.grade === COMPLETE) return best;
    for (const end of sentenceEnds(text)) {
      const head = whole(text.slice(0, end), true, depth);
      if (head === null) continue;
      const rest = text.slice(end + 1);
      const tail = say(rest, depth + 1) ?? { text: rest, grade: MIXED };
      const grade = Math.min(head.grade, tail.grade);
      if (grade > (best?.grade ?? -1)) best = { text: `${head.text} ${tail.text}`, grade };
      if (grade === COMPLETE) return best;
    }
    const lenient = best !== null && best.grade > MIXED ? null : whole(text, false, depth);
    return lenient ?? best;
  }

  function fill(pattern: Pattern, caught: Map<string, string>, depth: number): Said | null {
    const filled = new Map<string, Said>();
    for (const [name, value] of caught) {
      const said = inOwn(value, pattern.kinds.get(name), depth);
      if (said === null) return null;
      filled.set(name, said);
    }
    return {
      text: pattern.own.replace(HOLE, (hole, name: string) => filled.get(name)?.text ?? hole),
      grade: [...filled.values()].every(({ grade }) => grade === COMPLETE) ? COMPLETE : FITTING,
    };
  }

  /** What a hole caught, in the own language; null where it would have to be known. */
  function inOwn(value: string, kind: string | undefined, depth: number): Said | null {
    switch (kind) {
      case undefined:
        return { text: value, grade: COMPLETE };
      case 'said':
      case 'phrase':
        // A single word is a name, a code or a number.
        return say(value, depth + 1) ?? { text: value, grade: value.includes(' ') ? FITTING : COMPLETE };
      case 'known': {
        const said = say(value, depth + 1);
        return said === null || said.grade === MIXED ? null : said;
      }
      case 'number': {
        const own = value.replace(/(?<=\d)[.,](?=\d)/g, (mark) =>
          mark === '.' ? table.decimalPoint : table.thousands,
        );
        return { text: own, grade: COMPLETE };
      }
      case 'list':
        return { text: table.marks.reduce((text, [mark, own]) => text.replaceAll(mark, own), value), grade: COMPLETE };
      default:
        return { text: table.lists[kind]?.[value] ?? value, grade: COMPLETE };
    }
  }

  return (english) => {
    let said = kept.get(english);
    if (said === undefined) {
      said = say(english, 0)?.text ?? english;
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(english, said);
    }
    return said;
  };
}

function compiled(english: string, own: string): Pattern {
  const parts = english.split(HOLE);
  // split() puts both groups of the expression between the texts.
  const literals = parts.filter((_, i) => i % 3 === 0);
  return {
    literals,
    holes: parts.filter((_, i) => i % 3 === 1),
    kinds: new Map([...own.matchAll(HOLE)].flatMap(([, name, kind]) => (kind === undefined ? [] : [[name!, kind]]))),
    own,
    weight: literals.join('').length,
  };
}

/**
 * What the holes catch, or null. Each takes as little as it can from the left, which finds a fit whenever there is one, in time that grows
 * with the text only. Strictly, what stands in quotes ends with them and nothing reaches into the next sentence; names with such signs of their own
 * need it without.
 */
function catchHoles({ literals, holes, kinds }: Pattern, text: string, strict: boolean): Map<string, string> | null {
  const first = literals[0]!;
  const last = literals.at(-1)!;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return null;
  const end = text.length - last.length;
  const caught = new Map<string, string>();
  let at = first.length;
  for (const [i, name] of holes.entries()) {
    const next = literals[i + 1]!;
    const to = i === holes.length - 1 ? end : text.indexOf(next, at);
    if (to < at || to > end) return null;
    const value = text.slice(at, to);
    const isQuoted = literals[i]!.endsWith('“') && next.startsWith('”');
    if (value === '' && !isQuoted) return null;
    if (strict && isQuoted && value.includes('”')) return null;
    const isSaid = /^(?:said|known)$/.test(kinds.get(name) ?? '');
    if (strict && !isQuoted && !isSaid && sentenceEnds(value).length > 0) return null;
    if (caught.has(name) && caught.get(name) !== value) return null;
    caught.set(name, value);
    at = to + next.length;
  }
  return caught;
}

/** Where a sentence may be over: the spaces behind a full stop, from the last one. */
function sentenceEnds(text: string): number[] {
  return [...text.matchAll(/(?<=[.?!)]) /g)].map((match) => match.index).reverse();
}
