import { startTransition, useEffect, useMemo, useState } from 'react';
import type { StoredWorkflow } from '../../api/stored-workflow.ts';
import { type EditorScene, LiveSceneProvider, SceneProvider } from './editor-context.ts';
import { EditorFrame } from './editor-frame.tsx';
import { withPlaces } from './graph/auto-layout.ts';
import type { Comparison } from './graph/compare-versions.ts';
import type { Types } from './graph/ports.ts';
import { usePhotos } from './preview/photos.ts';
import { useEditor } from './use-editor.ts';
import { useProblems } from './use-problems.ts';

/** A slider that stands still for this long has come to rest, whether it was let go or not. */
const REST_MS = 100;

/**
 * The editor of one workflow: graph, viewer and inspector around one document. While a slider moves, only the slider and the picture are
 * drawn with every move; graph, toolbar and everything else follow when it rests.
 */
export function WorkflowEditor({ stored, types }: { stored: StoredWorkflow; types: Types }) {
  const first = useMemo(() => withPlaces(stored.document, types), [stored.document, types]);
  const editor = useEditor(first, types, stored.builtIn);
  const problems = useProblems(editor.document);
  const { chosen: photo } = usePhotos();
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const scene = useMemo(() => ({ editor, problems, photo, comparison }), [editor, problems, photo, comparison]);
  const calm = useCalm(scene);
  const frame = useMemo(() => <EditorFrame stored={stored} onCompare={setComparison} />, [stored]);
  return (
    <LiveSceneProvider value={scene}>
      <SceneProvider value={calm}>{frame}</SceneProvider>
    </LiveSceneProvider>
  );
}

/** The scene as it was before a slider began to move, until that rests. */
function useCalm(scene: EditorScene): EditorScene {
  const [calm, setCalm] = useState(scene);
  const { moving } = scene.editor;
  useEffect(() => {
    if (!moving) return setCalm(scene);
    const timer = setTimeout(() => startTransition(() => setCalm(scene)), REST_MS);
    return () => clearTimeout(timer);
  }, [scene, moving]);
  return moving ? calm : scene;
}
