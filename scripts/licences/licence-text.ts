import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import standard from 'spdx-license-list/full.js';
import { licenceIds } from './policy.ts';

const LICENCE_FILE = /^(licen[cs]e|copying|notice|third.?party.?notices?)/i;

/** Year and holder in the standard texts, which in that of ISC are the first to have used it. */
const GAP = /^Copyright \(c\) (?:<year>|2004-2010 by Internet).*(?:\nCopyright \(c\) 1995.*)?$/m;

/** What a package says of its licence: its licence and notice files, or null when it has none. */
export function ownLicenceText(folder: string): string | null {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map(({ name }) => readFileSync(join(folder, name), 'utf8').trim());
  return files.length === 0 ? null : files.join('\n\n');
}

/**
 * The standard texts of the licences an expression names.
 * @param holder goes where the standard text leaves a gap for year and holder
 */
export function standardTexts(expression: string, holder = 'its authors'): string {
  return licenceIds(expression)
    .map((id) => {
      const text = standard[id]?.licenseText;
      if (text === undefined) throw new Error(`There is no standard text of the licence ${id}.`);
      return text.trim().replace(GAP, () => `Copyright (c) ${holder}`);
    })
    .join('\n\n');
}

/**
 * A package's own text with what LGPL wants beside it, where it is missing: the licence itself, and the GPL, which LGPL-3.0 consists of
 * additions to (section 4b).
 */
export function withLgplTexts(expression: string, text: string): string {
  const lgpl = licenceIds(expression).find((id) => id.startsWith('LGPL-'));
  if (lgpl === undefined) return text;
  const whole = /GNU LESSER GENERAL PUBLIC LICENSE/i.test(text) ? text : `${text}\n\n${standardTexts(lgpl)}`;
  const wantsGpl = lgpl.startsWith('LGPL-3.0') && !/^\s*GNU GENERAL PUBLIC LICENSE/m.test(whole);
  return wantsGpl ? `${whole}\n\n${standardTexts('GPL-3.0-only')}` : whole;
}
