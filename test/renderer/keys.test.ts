import { describe, expect, it } from 'vitest';
import { isPressed, keyCaps, type PressedKey } from '../../src/renderer/shortcuts/keys.ts';

const pressed = (key: string, more: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('keys', () => {
  it.each([
    ['p', pressed('p')],
    ['p', pressed('P')],
    ['?', pressed('?', { shiftKey: true })],
    ['Space', pressed(' ')],
    ['shift+z', pressed('Z', { shiftKey: true })],
    ['mod+k', pressed('k', { ctrlKey: true })],
    ['alt+1', pressed('1', { altKey: true })],
    ['Escape', pressed('Escape')],
    ['+', pressed('+')],
    ['+', pressed('+', { shiftKey: true })],
  ])('%s is heard', (written, event) => {
    expect(isPressed(written, event, false)).toBe(true);
  });

  it.each([
    ['p', pressed('p', { ctrlKey: true })],
    ['z', pressed('Z', { shiftKey: true })],
    ['mod+k', pressed('k')],
    ['mod+k', pressed('k', { metaKey: true })],
    ['p', pressed('r')],
  ])('%s is not mistaken', (written, event) => {
    expect(isPressed(written, event, false)).toBe(false);
  });

  it('take ⌘ for Ctrl on a Mac, also when drawn', () => {
    expect(isPressed('mod+k', pressed('k', { metaKey: true }), true)).toBe(true);
    expect(isPressed('mod+k', pressed('k', { ctrlKey: true }), true)).toBe(false);
    expect(keyCaps('mod+k', true)).toEqual(['⌘', 'K']);
    expect(keyCaps('mod+shift+z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
  });
});
