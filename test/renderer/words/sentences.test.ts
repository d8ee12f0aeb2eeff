import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SETTING_KEYS } from '../../../src/contract/settings.ts';
import { unsupportedFormat } from '../../../src/pixels/decoders/failures.ts';
import { nodes } from '../../../src/renderer/words/de/nodes.ts';
import { sentences } from '../../../src/renderer/words/de/sentences.ts';
import { createSentences } from '../../../src/renderer/words/sentences.ts';
import { checkCondition } from '../../../src/workflow/graph/conditions.ts';
import { staticParamIssues } from '../../../src/workflow/graph/params.ts';
import { nodeTypeInfo, nodeTypes } from '../../../src/workflow/nodes/registry.ts';
import { expandTemplate } from '../../../src/workflow/template.ts';
import { type Sentence, SourceSentences } from './source-sentences.ts';

const say = createSentences(sentences);

/** Files whose sentences no screen shows, and why. */
const NOT_ON_SCREENS: [RegExp, why: string][] = [
  [/^(renderer|preload)\//, 'the screens themselves'],
  [/^client\//, 'scripts that use the client'],
  [/^main\/cli\//, 'said in a terminal'],
  [/^main\/api\/dialects\//, 'answers to other programs, which speak these dialects; no screen calls them'],
  [/^main\/shell\//, 'said by the system, in its dialogs, before there is a window'],
  [/^main\/store\/(data-lock|open-database|store)\.ts$/, 'said when the program starts, in a terminal or a dialog'],
  [/^main\/(start-up|app|index)\.ts$/, 'logged'],
  [/^contract\/(routes|dialects)\//, 'documentation of the API'],
  [/^main\/api\/docs\//, 'documentation of the API'],
  [/^pixels\/decoders\/jxl\/bit-reader\.ts$/, 'caught, and told as a damaged picture'],
  [/^main\/pixel-host\/supervisor\.ts$/, 'logged'],
];

/** Sentences from elsewhere that stand within others, by what they are called in the source. */
function standIn(at: string, hole: string, isFirst: boolean): string | null {
  if (hole === 'issues[0]?.message') return 'Use https://.';
  if (hole !== 'issue.message') return null;
  if (/graph\/(params|validate)\.ts/.test(at)) return 'Use https://.';
  return isFirst ? 'must be an absolute path' : 'lower-case letters, digits and single hyphens';
}

interface Sample {
  text: string;
  /** What stood in the holes and must come through. */
  kept: string[];
  /** Text of ours. */
  ours: string[];
}

/** One sample for each thing that a hole can be; holes of which nothing is known hold a made-up word. */
function samples(sentence: Sentence, at: string, seen = { n: 0 }): Sample[] {
  const choices = sentence.map((piece, i): Sample[] => {
    if (typeof piece === 'string') return [{ text: piece, kept: [], ours: [piece] }];
    if (piece.known.length > 0) return piece.known.flatMap((known) => samples(known, at, seen));
    const other = standIn(at, piece.hole, i === 0);
    if (other !== null) return [{ text: other, kept: [], ours: [other] }];
    const word = `Qx${(seen.n++).toString(36)}`;
    return [{ text: word, kept: [word], ours: [] }];
  });
  const most = Math.max(1, ...choices.map((choice) => choice.length));
  return Array.from({ length: most }, (_, i) => {
    const parts = choices.map((choice) => choice[i % choice.length]!);
    return {
      text: parts.map(({ text }) => text).join(''),
      kept: parts.flatMap(({ kept }) => kept),
      ours: parts.flatMap(({ ours }) => ours),
    };
  });
}

/** Pieces of English that are left: two words and more, as they stand in the source. */
function english(sample: Sample, said: string): string[] {
  return sample.ours
    .map((text) => text.trim())
    .filter((text) => /\p{Ll}{2,} \p{L}/u.test(text) && !text.includes('&&') && said.includes(text));
}

/** What settings are, which from-server.test.ts looks after. */
const descriptions = new Set(
  [...nodeTypes.values()].flatMap((type) =>
    [...JSON.stringify(nodeTypeInfo(type)).matchAll(/"description":("(?:[^"\\]|\\.)*")/g)].map(
      ([, text]) => JSON.parse(text!) as string,
    ),
  ),
);

const source = new SourceSentences(join(import.meta.dirname, '../../../src'))
  .collect((path) => NOT_ON_SCREENS.every(([pattern]) => !pattern.test(path)))
  .flatMap(({ at, sentence }) => samples(sentence, at).map((sample) => ({ at, ...sample, text: sample.text.trim() })))
  .filter(
    ({ text, ours }) => ours.some((part) => /\p{L}{3}/u.test(part)) && text.includes(' ') && !descriptions.has(text),
  )
  // Such stand behind a setting’s name.
  .map((site) => (site.text.startsWith('must ') ? { ...site, text: `Width ${site.text.replace(/\.$/, '')}.` } : site));

/** Four corners that are no way round. */
const CROSSED = [
  [0, 0],
  [1, 1],
  [1, 0],
  [0, 1],
];

/** What every setting of a node says to values that it does not take. */
function ofSettings(): string[] {
  const wrong = [-1e9, 1e9, 0.5, '', 'Qx', 'x'.repeat(3000), true, [], [[0, 0, 0]], {}, null, CROSSED];
  return [...nodeTypes.values()].flatMap((type) =>
    Object.keys((nodeTypeInfo(type).params['properties'] ?? {}) as object).flatMap((name) =>
      wrong.flatMap((value) => staticParamIssues(type, { [name]: value }, 'p').map(({ message }) => message)),
    ),
  );
}

/** What the library says where no words of ours are used: requests. */
function ofRequests(): string[] {
  const Request = z.strictObject({
    n: z.int().min(1).max(9),
    p: z.number().gt(1).lt(9),
    text: z.string().min(2).max(3),
    list: z.array(z.string()).min(1).max(2),
    one: z.enum(['a', 'b']),
    either: z.union([z.string(), z.number()]),
  });
  const wrong = [
    { n: 0, p: 1, text: '', list: [], one: 'c', either: true, more: 1 },
    { n: 10, p: 9, text: 'long', list: ['', '', ''], more: 1, others: 2 },
    { n: 'x', p: null, text: 1, list: {}, one: true },
    { n: 1.5 },
  ];
  return wrong.flatMap((request) => Request.safeParse(request).error!.issues.map(({ message }) => message));
}

/** Kinds of files as signature.ts calls them, in the sentence that makes a plural of them. */
function ofFormats(): string[] {
  const kinds = source.filter(({ at }) => at.startsWith('pixels/decoders/signature.ts')).map(({ text }) => text);
  return [
    'a CMYK JPEG XL picture',
    'a multichannel Photoshop document',
    'a JPEG-compressed BMP picture',
    'a 32-bit Photoshop document',
    ...kinds,
  ].map((what) => unsupportedFormat('a.xyz', what).message);
}

/** Templates of names that cannot be used. */
function ofNames(): string[] {
  return ['{', '{nope}', '{seq:x}', '{date:x}', '{exif.model:x}', '{name:x}'].map((template) => {
    try {
      return expandTemplate(template, {});
    } catch (thrown) {
      return (thrown as Error).message;
    }
  });
}

/** Conditions that are not written right. */
function ofConditions(): string[] {
  const wrong = [
    '(1 > 2',
    '1 >',
    '1 = 2',
    '1 >> 2',
    '"abc',
    'foo(3)',
    'true ? 1',
    'input..width',
    '[1',
    'a > 1',
    '1 + 2',
  ];
  return wrong.map((condition) => {
    try {
      checkCondition(condition);
      return `${condition} is right`;
    } catch (thrown) {
      return (thrown as Error).message;
    }
  });
}

/** Made of pieces that cannot be followed from where they are written. */
const BY_HAND = [
  'Safelight cannot be reached.',
  ...SETTING_KEYS.map((key) => `${key} must be from 1 to 9.`),
  'width must be at least 1.',
  'width must be at most 9.',
  'server.port is not valid: It must be an absolute path.',
  '“nodes.0.id” must be a letter, then letters, digits, - or _ (64 at most), not “1”.',
  'nodes.resize-1 has no field “parms”; remove it.',
  'longEdge, width and percent all give the new size; keep one of them.',
  'No pictures found in “/a”, “/b”.',
  'No pictures that fit “*.jpg” found in “/a”.',
  'The image engine does not work on this computer: it stopped again and again (exit code 139). Restart Safelight; if that does not help, install it again.',
  ...[
    'an address of the local network',
    'an address of the provider’s network',
    'an address of the local network or of a cloud’s metadata service',
    'a multicast address',
    'the broadcast address',
  ].map(
    (what) => `“https://a” is not allowed: “a” is ${what}. If you trust it, add a to the allowed hosts in Settings.`,
  ),
];

const ENGLISH = /\b(?:the|must|not|expected|received|with|number|list|picture|document|is|are|has)\b/;

describe('sentences of the program in German', () => {
  it('are there for all that the source says', () => {
    expect(source.length).toBeGreaterThan(500);
    const missing = source.flatMap(({ at, ...sample }) => {
      const said = say(sample.text);
      return said === sample.text || english(sample, said).length > 0 ? [`${at}: ${sample.text} → ${said}`] : [];
    });
    expect([...new Set(missing)]).toEqual([]);
  });

  it.each([
    ['what settings take', ofSettings],
    ['requests', ofRequests],
    ['formats', ofFormats],
    ['names', ofNames],
    ['conditions', ofConditions],
    ['what is put together', () => BY_HAND],
  ])('are there for %s', (_, made) => {
    const missing = made().flatMap((text) => (ENGLISH.test(say(text)) ? [`${text} → ${say(text)}`] : []));
    expect([...new Set(missing)]).toEqual([]);
  });

  it('keep every name and number', () => {
    const lost = source.flatMap(({ at, text, kept }) => {
      const said = say(text);
      const gone = kept.filter((word) => !said.includes(word));
      return gone.length > 0 ? [`${at}: ${text} → ${said} (without ${gone.join(', ')})`] : [];
    });
    expect([...new Set(lost)]).toEqual([]);
  });

  it('call settings as their forms do', () => {
    for (const { type, params } of [...nodeTypes.values()].map(nodeTypeInfo)) {
      for (const [name, { title }] of Object.entries(
        (params['properties'] ?? {}) as Record<string, { title: string }>,
      )) {
        const own = nodes[type]?.params?.[name]?.[0];
        // Where one English name stands for two German ones, a sentence has to choose.
        if (!['Caption', 'Feather', 'Gap', 'Margin'].includes(title)) expect(say(title), `${type}.${name}`).toBe(own);
      }
    }
  });

  it('know none that is gone', () => {
    const numbered = Object.entries(sentences.sentences).map(([key, own], n) => [key, `${own}⟦${n}⟧`] as const);
    const sayNumbered = createSentences({ ...sentences, sentences: Object.fromEntries(numbered) });
    const all = [
      ...source.map(({ text }) => text),
      ...ofSettings(),
      ...ofRequests(),
      ...ofFormats(),
      ...ofNames(),
      ...ofConditions(),
      ...BY_HAND,
    ];
    const used = new Set(all.flatMap((text) => [...sayNumbered(text).matchAll(/⟦(\d+)⟧/g)].map(([, n]) => Number(n))));
    expect(numbered.flatMap(([key], n) => (used.has(n) ? [] : [key]))).toEqual([]);
  });
});
