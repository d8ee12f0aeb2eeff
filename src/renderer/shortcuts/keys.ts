/** Keys as they are written in code: `p`, `?`, `Space`, `Escape`, `mod+k`, `shift+z`. `mod` is ⌘ on a Mac, else Ctrl. */
export interface PressedKey {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export const isMac = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '');

/** Whether a key that was pressed is the one written. Shift counts only for letters and named keys: `?` needs it to be typed. */
export function isPressed(written: string, event: PressedKey, mac = isMac): boolean {
  const parts = partsOf(written);
  const key = parts.at(-1) ?? '';
  const wants = (modifier: string) => parts.slice(0, -1).includes(modifier);
  if ((mac ? event.metaKey : event.ctrlKey) !== wants('mod')) return false;
  if ((mac ? event.ctrlKey : event.metaKey) || event.altKey !== wants('alt')) return false;
  const typedWithShift = key.length === 1 && !/[a-z]/i.test(key);
  if (!typedWithShift && event.shiftKey !== wants('shift')) return false;
  return (event.key === ' ' ? 'space' : event.key.toLowerCase()) === key.toLowerCase();
}

const NAMES: Record<string, string> = {
  Escape: 'Esc',
  Enter: '↵',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  Backspace: '⌫',
};

/** The parts of a key as they are drawn, one box each: `mod+k` is `Ctrl`, `K` or `⌘`, `K`. */
export function keyCaps(written: string, mac = isMac): string[] {
  return partsOf(written).map((part) => {
    if (part === 'mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'shift') return mac ? '⇧' : 'Shift';
    if (part === 'alt') return mac ? '⌥' : 'Alt';
    return NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}

/** The plus joins the parts of a key, and is one itself where nothing comes before it. */
function partsOf(written: string): string[] {
  return written === '+' ? ['+'] : written.split('+');
}
