import { expect, it } from 'vitest';
import { createListAnswers, type ListAnswer } from '../../../src/main/api/list-answers.ts';

const text = ({ json }: ListAnswer): string => new TextDecoder().decode(json);

function world() {
  const at = { version: 'a', now: 0, made: 0 };
  const lists = createListAnswers(
    () => at.version,
    () => at.now,
  );
  const ask = async (key = 'all'): Promise<string> => text(await lists.get(key, async () => ++at.made));
  return { at, ask };
}

it('all who ask while nothing happens share one answer', async () => {
  const { ask } = world();
  expect(await Promise.all([ask(), ask(), ask('another')])).toEqual(['1', '1', '2']);
  expect(await ask()).toBe('1');
});

it('is made anew when something has happened, was written, or time has passed', async () => {
  const { at, ask } = world();
  expect(await ask()).toBe('1');
  at.version = 'b';
  expect(await ask()).toBe('2');
  at.now = 51;
  expect(await ask()).toBe('3');
});

it('does not give an answer that was begun before something happened to whoever asks afterwards', async () => {
  const at = { version: 'a' };
  const lists = createListAnswers(() => at.version);
  const slow = Promise.withResolvers<string>();
  const before = lists.get('all', () => slow.promise);
  at.version = 'b';
  const after = lists.get('all', async () => 'new');
  slow.resolve('old');
  expect(text(await before)).toBe('"old"');
  expect(text(await after)).toBe('"new"');
});
