import { useEffect, useId, useRef, useSyncExternalStore } from 'react';
import { isPressed } from './keys.ts';

/** Something that can be done now: by key, from the palette, and listed on the help sheet. */
export interface Command {
  id: string;
  /** As in keys.ts; several separated by a space, the first is shown. Null: palette only. */
  keys: string | null;
  label: string;
  group: string | undefined;
  enabled: boolean;
  /** Works also while a dialog is open. */
  inDialog: boolean;
  /** Only a key for the help sheet, not an entry of the palette (arrows, zoom while held …). */
  keyOnly: boolean;
  run: () => void;
}

let commands: readonly Command[] = [];
const listeners = new Set<() => void>();

function put(command: Command): void {
  const at = commands.findIndex((one) => one.id === command.id);
  commands = at === -1 ? [...commands, command] : commands.with(at, command);
  for (const changed of listeners) changed();
}

function remove(id: string): void {
  commands = commands.filter((one) => one.id !== id);
  for (const changed of listeners) changed();
}

/** Everything that can be done on the screen as it is, in the order it was mounted. */
export function useCommands(): readonly Command[] {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => commands,
  );
}

/**
 * Makes `action` available by key, in the command palette (⌘/Ctrl+K) and on the help sheet (?), for as long as the
 * component is mounted. Of two with one key the one mounted last counts. Letters do nothing while somebody types.
 */
export function useShortcut(
  keys: string | null,
  label: string,
  action: () => void,
  options: { group?: string; enabled?: boolean; inDialog?: boolean; keyOnly?: boolean } = {},
): void {
  const id = useId();
  const latest = useRef(action);
  const { group, enabled = true, inDialog = false, keyOnly = false } = options;
  useEffect(() => {
    latest.current = action;
  });
  useEffect(() => {
    put({ id, keys, label, group, enabled, inDialog, keyOnly, run: () => latest.current() });
  }, [id, keys, label, group, enabled, inDialog, keyOnly]);
  useEffect(() => () => remove(id), [id]);
}

const TYPED_INTO =
  'input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';
/** What a text field does itself with ⌘ or Ctrl: select all of the text, delete up to the start of the line or word. */
const TEXT_KEYS = /^(a|Backspace|Delete)$/i;
const OPEN_DIALOG = '[role=dialog][aria-modal=true], [role=menu]';

/** Whether the focused control does something itself on this key: a button on Enter and Space, a slider on arrows. */
function answersItself(target: EventTarget | null, event: KeyboardEvent): boolean {
  if (!(target instanceof Element) || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === 'Enter' || event.key === ' ') return target.matches('button, a[href], summary, input, select');
  return /^(Arrow|Page|Home|End)/.test(event.key) && target.matches('input, select, [role=slider], [role=radio]');
}

/** Answers keys for the whole window; once, in the frame. */
export function useKeyboard(): void {
  useEffect(() => {
    let dialog = false;
    // Looked at before anybody answers the key: the Escape that closes a menu must not leave the screen too.
    const onCapture = () => {
      dialog = document.querySelector(OPEN_DIALOG) !== null;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const typing = event.target instanceof Element && event.target.matches(TYPED_INTO);
      if (typing && !event.ctrlKey && !event.metaKey && event.key !== 'Escape') return;
      if (typing && TEXT_KEYS.test(event.key)) return;
      if (answersItself(event.target, event)) return;
      const command = commands.findLast(
        (one) =>
          one.enabled && (!dialog || one.inDialog) && one.keys?.split(' ').some((keys) => isPressed(keys, event)),
      );
      if (command === undefined) return;
      if (typing && event.key === 'Escape') {
        (event.target as HTMLElement).blur();
        return;
      }
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onCapture, true);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onCapture, true);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
