import { lazy, Suspense, useEffect } from 'react';
import { useLiveEvents } from './api/live.ts';
import { BatchScreen } from './features/batch/batch-screen.tsx';
import { BatchesScreen } from './features/batches/batches-screen.tsx';
import { HotFoldersScreen } from './features/hot-folders/hot-folders-screen.tsx';
import { ItemScreen } from './features/item/item-screen.tsx';
import { SettingsScreen } from './features/settings/settings-screen.tsx';
import { DropAnywhere } from './features/start/drop-anywhere.tsx';
import { useOpenedFiles } from './features/start/opened-files.ts';
import { StartSheet } from './features/start/start-sheet.tsx';
import { WorkflowsScreen } from './features/workflows/workflows-screen.tsx';
import { ErrorBoundary } from './frame/error-boundary.tsx';
import { Frame } from './frame/frame.tsx';
import { Screen } from './frame/screen.tsx';
import { type Route, useRoute } from './router.ts';

/** The editor with its graph is a good part of the program, and few begin with it: it comes when the first screen is there. */
const fetchEditor = () => import('./features/editor/workflow-screen.tsx');
const WorkflowScreen = lazy(async () => ({ default: (await fetchEditor()).WorkflowScreen }));

/** The window: the frame, and in it the screen that the address names. */
export function App() {
  const route = useRoute();
  useLiveEvents();
  useOpenedFiles();
  useEffect(() => {
    const idle = requestIdleCallback(() => void fetchEditor());
    return () => cancelIdleCallback(idle);
  }, []);
  return (
    <Frame route={route}>
      <ErrorBoundary key={placeOf(route)}>
        <Suspense fallback={<Screen title="">{null}</Screen>}>
          <CurrentScreen route={route} />
        </Suspense>
      </ErrorBoundary>
      <StartSheet />
      <DropAnywhere />
    </Frame>
  );
}

/** Moving between the photos of a run stays on one screen, which keeps its zoom and its compared nodes. */
function placeOf(route: Route): string {
  const { itemId: _, ...place } = route as Route & { itemId?: number };
  return JSON.stringify(place);
}

function CurrentScreen({ route }: { route: Route }) {
  switch (route.screen) {
    case 'batches':
      return <BatchesScreen />;
    case 'batch':
      return <BatchScreen runId={route.runId} />;
    case 'item':
      return <ItemScreen runId={route.runId} itemId={route.itemId} />;
    case 'workflows':
      return <WorkflowsScreen />;
    case 'workflow':
      return <WorkflowScreen workflowId={route.workflowId} />;
    case 'hotFolders':
      return <HotFoldersScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}
