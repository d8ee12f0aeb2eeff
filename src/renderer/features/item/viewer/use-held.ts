import { useEffect, useState } from 'react';
import { useShortcut } from '../../../shortcuts/commands.ts';
import { useWords } from '../../../words/use-words.ts';

/** True for as long as a key is held down. */
export function useHeld(key: string): boolean {
  const { t } = useWords();
  const [held, setHeld] = useState(false);
  useShortcut(key, t('item.flickerHold'), () => setHeld(true), { keyOnly: true });
  useEffect(() => {
    if (!held) return;
    const release = () => setHeld(false);
    window.addEventListener('keyup', release);
    // The key may be let go in another window.
    window.addEventListener('blur', release);
    return () => {
      window.removeEventListener('keyup', release);
      window.removeEventListener('blur', release);
    };
  }, [held]);
  return held;
}
