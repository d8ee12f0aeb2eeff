import { keyCaps } from '../shortcuts/keys.ts';

/** A key as it is drawn on buttons and the help sheet. Screen readers hear it through `aria-keyshortcuts` instead. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="keys" aria-hidden="true">
      {keyCaps(keys.split(' ')[0] ?? '').map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
