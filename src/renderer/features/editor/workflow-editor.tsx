import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { StoredWorkflow } from '../../api/stored-workflow.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useInspectorOpen } from '../../frame/inspector-state.ts';
import { Screen } from '../../frame/screen.tsx';
import { to } from '../../router.ts';
import { useShortcut } from '../../shortcuts/commands.ts';
import { keep, kept } from '../../theme/appearance.ts';
import { useWords } from '../../words/use-words.ts';
import { type CanvasHandle, GraphCanvas } from './canvas/graph-canvas.tsx';
import { SceneProvider } from './editor-context.ts';
import { EditorToolbar } from './editor-toolbar.tsx';
import { withPlaces } from './graph/auto-layout.ts';
import type { Comparison } from './graph/compare-versions.ts';
import type { Types } from './graph/ports.ts';
import { NodeInspector } from './inspector/node-inspector.tsx';
import { SeveralInspector } from './inspector/several-inspector.tsx';
import { WorkflowInspector } from './inspector/workflow-inspector.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { usePhotos } from './preview/photos.ts';
import { PreviewDock } from './preview/preview-dock.tsx';
import { useEditor } from './use-editor.ts';
import { useEditorKeys } from './use-editor-keys.ts';
import { useProblems } from './use-problems.ts';
import { useSave } from './use-save.ts';
import { VersionsPanel } from './versions/versions-panel.tsx';
import './editor.css';

/** The editor of one workflow: graph, viewer and inspector around one document. */
export function WorkflowEditor({ stored, types }: { stored: StoredWorkflow; types: Types }) {
  const { t, dateTime } = useWords();
  const first = useMemo(() => withPlaces(stored.document, types), [stored.document, types]);
  const editor = useEditor(first, types, stored.builtIn);
  const problems = useProblems(editor.document);
  const { chosen: photo } = usePhotos();
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const [showsVersions, setShowsVersions] = useState(false);
  const [beside, setBeside] = useState(kept('editor.dock') === 'beside');
  const inspector = useInspectorOpen();
  const canvas = useRef<CanvasHandle>(null);
  const save = useSave(stored, editor);
  const scene = useMemo(() => ({ editor, problems, photo, comparison }), [editor, problems, photo, comparison]);

  const editNode = () => {
    setShowsVersions(false);
    if (!inspector.open) inspector.toggle();
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('#node-params input, #node-params button, #node-label')?.focus(),
    );
  };
  useEditorKeys(editor, canvas, { save: save.save });
  useShortcut('Escape', t('editor.selectNone'), () => stepBack(editor.select, canvas.current), {
    enabled: editor.selected.length > 0 || editor.selectedWires.length > 0,
    keyOnly: true,
  });
  useEffect(() => {
    requestAnimationFrame(() => canvas.current?.focus());
  }, []);

  const subtitle = stored.builtIn
    ? t('editor.builtIn')
    : editor.changed
      ? t('editor.versionChanged', { n: save.version })
      : t('editor.versionSaved', { n: save.version, when: dateTime(save.savedAt) });
  return (
    <SceneProvider value={scene}>
      <ReactFlowProvider>
        <Screen
          title={editor.document.name}
          subtitle={subtitle}
          back={to.workflows}
          toolbar={
            <EditorToolbar
              stored={stored}
              save={save}
              canvas={canvas}
              showsVersions={showsVersions}
              onVersions={() => {
                setShowsVersions(!showsVersions);
                setComparison(null);
                if (!inspector.open) inspector.toggle();
              }}
            />
          }
          inspector={
            showsVersions ? (
              <VersionsPanel
                stored={stored}
                newest={save.version}
                onCompare={setComparison}
                onRestored={save.restored}
                onClose={() => {
                  setShowsVersions(false);
                  setComparison(null);
                }}
              />
            ) : editor.node !== undefined ? (
              <NodeInspector key={editor.node.id} node={editor.node} />
            ) : editor.selected.length > 1 ? (
              <SeveralInspector />
            ) : (
              <WorkflowInspector onGoTo={(id) => editor.select([id])} />
            )
          }
        >
          {stored.builtIn && (
            <div className="editor-banner">
              <IconLock size={14} stroke={1.5} aria-hidden="true" />
              <span>{t('editor.readOnly')}</span>
              <Button size="compact-xs" variant="filled" loading={save.forking} onClick={() => save.fork()}>
                {t('editor.editCopy')}
              </Button>
            </div>
          )}
          <ErrorNotice error={save.error} />
          {save.isConflict && (
            <div className="editor-banner">
              <span>{t('editor.conflict')}</span>
              <Button size="compact-xs" onClick={() => save.saveCopy()}>
                {t('editor.saveCopy')}
              </Button>
              <Button size="compact-xs" onClick={() => save.overwrite()}>
                {t('editor.saveOver')}
              </Button>
            </div>
          )}
          <div className="editor-body" data-beside={beside}>
            <GraphCanvas handle={canvas} onEdit={editNode} />
            <PreviewDock
              beside={beside}
              onBeside={(next) => {
                setBeside(next);
                keep('editor.dock', next ? 'beside' : 'below');
              }}
            />
          </div>
        </Screen>
      </ReactFlowProvider>
      <LeaveDialog name={editor.document.name} changed={editor.changed} save={save.save} />
    </SceneProvider>
  );
}

/** First out of a field back to the graph, then out of the selection. */
function stepBack(select: (nodes: string[]) => void, canvas: CanvasHandle | null): void {
  if (document.activeElement?.closest('.inspector, .preview-dock') != null) canvas?.focus();
  else select([]);
}
