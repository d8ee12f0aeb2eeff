import { describe, expect, it } from 'vitest';
import { CAPABILITY_WORDS } from '../../../src/contract/capabilities.ts';
import { CreateKeyBody } from '../../../src/contract/key.ts';
import { SETTING_KEYS } from '../../../src/contract/settings.ts';
import { keyBody, NEW_KEY } from '../../../src/renderer/features/settings/key-choices.ts';
import { nameSample } from '../../../src/renderer/features/settings/name-sample.ts';
import { entered, meant, shownNumber } from '../../../src/renderer/features/settings/setting-number.ts';
import { settings as words } from '../../../src/renderer/words/en/settings.ts';
import { parseTemplate, TEMPLATE_TOKENS } from '../../../src/workflow/template.ts';

describe('the sample of a name', () => {
  it.each([
    ['{name}', 'DSC_4101.jpg'],
    ['{name}-{seq:4}', 'DSC_4101-0012.jpg'],
    ['{date:YYYY-MM-DD}_{name}', '2026-11-18_DSC_4101.jpg'],
    ['{exif.model|none}', 'none.jpg'],
    ['{nmae}', null],
    ['{name', null],
    ['', null],
  ])('of %s is %s', (template, sample) => {
    expect(nameSample(template)).toBe(sample);
  });

  it('knows every token that templates know', () => {
    for (const token of Object.keys(TEMPLATE_TOKENS)) {
      expect(() => parseTemplate(`{${token}}`)).not.toThrow();
      expect(nameSample(`{${token}}`), token).not.toBeNull();
    }
  });
});

describe('a new key', () => {
  const named = { ...NEW_KEY, name: ' Shop ' };

  it('may do nothing that was not chosen, and is not made without a right', () => {
    expect(keyBody(named, 0)).toBeNull();
    expect(keyBody({ ...named, name: '', general: new Set(['admin']) }, 0)).toBeNull();
    expect(keyBody({ ...named, workflows: ['web'] }, 0)).toMatchObject({
      name: 'Shop',
      capabilities: ['workflow:web:run'],
    });
  });

  it('that may do everything is not limited to folders', () => {
    const body = keyBody({ ...named, general: new Set(['admin']), workflows: ['web'], folders: '/a\n' }, 0);
    expect(body).toMatchObject({ capabilities: ['admin'] });
    expect(body).not.toHaveProperty('folders');
  });

  it('is what the API takes', () => {
    const choices = { ...named, general: new Set(['workflow:read'] as const), folders: '/a\n\n /b ', expiresInDays: 7 };
    const body = CreateKeyBody.parse(keyBody(choices, Date.parse('2026-11-18T10:00:00Z')));
    expect(body).toMatchObject({ folders: ['/a', '/b'], expiresAt: '2026-11-25T10:00:00.000Z' });
  });
});

it('bytes are entered as GB and come back whole', () => {
  const shown = shownNumber('bytes');
  expect(entered(1_500_000_000, shown)).toBe(1.5);
  expect(meant(1.5, shown)).toBe(1_500_000_000);
  expect(meant(2, shownNumber('photos'))).toBe(2);
});

it('there are words for every setting, and for capabilities those of the contract', () => {
  const known = SETTING_KEYS.map((key) => key.replace('.', '_')).sort();
  expect(Object.keys(words.label).sort()).toEqual(known);
  expect(Object.keys(words.hint).sort()).toEqual(known);
  for (const [key, text] of Object.entries(words.rightHint)) {
    expect(CAPABILITY_WORDS[key.replace('_', ':') as 'admin']).toBe(text);
  }
});
