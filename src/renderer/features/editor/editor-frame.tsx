import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import type { StoredWorkflow } from '../../api/stored-workflow.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useInspectorOpen } from '../../frame/inspector-state.ts';
import { Screen } from '../../frame/screen.tsx';
import { to } from '../../router.ts';
import { useShortcut } from '../../shortcuts/commands.ts';
import { keep, kept } from '../../theme/appearance.ts';
import { useWords } from '../../words/use-words.ts';
import { type CanvasHandle, GraphCanvas } from './canvas/graph-canvas.tsx';
import { useScene } from './editor-context.ts';
import { EditorToolbar } from './editor-toolbar.tsx';
import type { Comparison } from './graph/compare-versions.ts';
import { NodeInspector } from './inspector/node-inspector.tsx';
import { SeveralInspector } from './inspector/several-inspector.tsx';
import { WorkflowInspector } from './inspector/workflow-inspector.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { PreviewDock } from './preview/preview-dock.tsx';
import { useEditorKeys } from './use-editor-keys.ts';
import { useSave } from './use-save.ts';
import { VersionsPanel } from './versions/versions-panel.tsx';
import './editor.css';

/** The screen around the graph of one workflow: toolbar, graph, viewer, inspector. */
export function EditorFrame(props: { stored: StoredWorkflow; onCompare: (comparison: Comparison | null) => void }) {
  const { t, dateTime } = useWords();
  const { stored, onCompare } = props;
  const { editor } = useScene();
  const [showsVersions, setShowsVersions] = useState(false);
  const [beside, setBeside] = useState(kept('editor.dock') === 'beside');
  const inspector = useInspectorOpen();
  const canvas = useRef<CanvasHandle>(null);
  const save = useSave(stored, editor);

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
    <>
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
                onCompare(null);
                if (!inspector.open) inspector.toggle();
              }}
            />
          }
          inspector={
            showsVersions ? (
              <VersionsPanel
                stored={stored}
                newest={save.version}
                onCompare={onCompare}
                onRestored={save.restored}
                onClose={() => {
                  setShowsVersions(false);
                  onCompare(null);
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
    </>
  );
}

/** First out of a field back to the graph, then out of the selection. */
function stepBack(select: (nodes: string[]) => void, canvas: CanvasHandle | null): void {
  if (document.activeElement?.closest('.inspector, .preview-dock') != null) canvas?.focus();
  else select([]);
}
