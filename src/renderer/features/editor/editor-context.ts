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
const LiveScene = createContext<EditorScene | null>(null);
export const LiveSceneProvider = LiveScene.Provider;

/** The scene; while a slider moves it may be some moves behind. */
export function useScene(): EditorScene {
  return inEditor(useContext(Scene));
}

/** The scene of this very moment, for what must follow every move of a slider. Whoever uses it has to be drawn quickly. */
export function useLiveScene(): EditorScene {
  return inEditor(useContext(LiveScene));
}

function inEditor(scene: EditorScene | null): EditorScene {
  if (scene === null) throw new Error('Outside of the editor.');
  return scene;
}
