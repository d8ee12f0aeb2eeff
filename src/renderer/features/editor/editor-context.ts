import { createContext, useContext } from 'react';
import type { FieldIssue } from '../../../contract/errors.ts';
import type { Comparison } from './graph/compare-versions.ts';
import type { Photo } from './preview/photos.ts';
import type { Editor } from './use-editor.ts';

/** What is wrong with the workflow, by node id; `''` for what belongs to none. */
export interface Problems {
  issues: FieldIssue[];
  warnings: FieldIssue[];
  byNode: ReadonlyMap<string, FieldIssue[]>;
  warningsByNode: ReadonlyMap<string, FieldIssue[]>;
}

/** What the parts of the editor share. */
export interface EditorScene {
  editor: Editor;
  problems: Problems;
  photo: Photo | null;
  /** What is compared with, while versions are looked at. */
  comparison: Comparison | null;
}

const Scene = createContext<EditorScene | null>(null);
export const SceneProvider = Scene.Provider;

export function useScene(): EditorScene {
  const scene = useContext(Scene);
  if (scene === null) throw new Error('Outside of the editor.');
  return scene;
}
