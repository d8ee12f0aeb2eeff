import { type RefObject, useEffect, useState } from 'react';
import { useShortcut } from '../../shortcuts/commands.ts';
import { useWords } from '../../words/use-words.ts';
import type { CanvasHandle } from './canvas/graph-canvas.tsx';
import { copySelected, duplicateSelected, type Editor, pasteCopied, removeSelected } from './use-editor.ts';

/** The editor's keys, in the registry, so that the palette and the help sheet know them. */
export function useEditorKeys(
  editor: Editor,
  canvas: RefObject<CanvasHandle | null>,
  actions: { save: () => Promise<boolean> },
): void {
  const { t } = useWords();
  // Copying text out of a field, or tabbing through the inspector, must stay what it is.
  const atGraph = useAtGraph();
  const some = editor.selected.length > 0;
  const writes = !editor.readOnly;
  useShortcut('mod+s', t('editor.save'), () => void actions.save(), { enabled: writes && editor.changed });
  useShortcut('mod+z', t('editor.undo'), editor.undo, { enabled: editor.canUndo });
  useShortcut('mod+shift+z mod+y', t('editor.redo'), editor.redo, { enabled: editor.canRedo });
  useShortcut('a', t('editor.addNode'), () => canvas.current?.add(), { enabled: writes });
  useShortcut('Tab', t('editor.addNode'), () => canvas.current?.add(), { enabled: writes && atGraph, keyOnly: true });
  useShortcut('l', t('editor.tidy'), () => canvas.current?.tidy(), { enabled: writes });
  useShortcut('mod+c', t('editor.copy'), () => copySelected(editor), { enabled: atGraph && some });
  useShortcut(
    'mod+x',
    t('editor.cut'),
    () => {
      copySelected(editor);
      removeSelected(editor);
    },
    { enabled: atGraph && some && writes },
  );
  useShortcut('mod+v', t('editor.paste'), () => pasteCopied(editor), { enabled: atGraph && writes });
  useShortcut('mod+d', t('editor.duplicate'), () => duplicateSelected(editor), { enabled: some && writes });
  useShortcut('mod+a', t('editor.selectAll'), () => editor.select(editor.document.nodes.map((node) => node.id)), {
    enabled: atGraph,
  });
  useShortcut('Delete Backspace', t('editor.remove'), () => removeSelected(editor), {
    enabled: atGraph && writes && (some || editor.selectedWires.length > 0),
  });
  useShortcut('ArrowLeft', t('editor.keyArrows'), () => undefined, { enabled: atGraph, keyOnly: true });
  useShortcut('Enter', t('editor.editNode'), () => undefined, { enabled: atGraph && some, keyOnly: true });
}

/** Whether the keyboard is at the graph: in it, nowhere, or in a dialog over it such as the palette. */
function useAtGraph(): boolean {
  const [at, setAt] = useState(true);
  useEffect(() => {
    const look = () => {
      const element = document.activeElement;
      const isAt =
        element === null ||
        element === document.body ||
        element.closest('[role=dialog]') !== null ||
        (element.closest('.canvas') !== null && element.closest('input') === null);
      setAt(isAt);
    };
    const later = () => requestAnimationFrame(look);
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', later);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', later);
    };
  }, []);
  return at;
}
