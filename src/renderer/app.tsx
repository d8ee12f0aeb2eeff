import { IconPhoto } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from './api/client.ts';
import { useLiveEvents } from './api/live.ts';
import { RunBar } from './components/progress-bar.tsx';
import { BatchScreen } from './features/batch/batch-screen.tsx';
import { BatchesScreen } from './features/batches/batches-screen.tsx';
import { ItemScreen } from './features/item/item-screen.tsx';
import { toBatches, useRoute } from './route.ts';
import { count, standing } from './words.ts';

/** The frame every screen sits in: rail, screen, status bar. */
export function App() {
  const route = useRoute();
  const connected = useLiveEvents();
  return (
    <div className="frame">
      <nav className="rail" aria-label="Screens">
        <div className="lamp" aria-hidden="true" />
        <a href={toBatches} aria-current={route.screen === 'item' ? undefined : 'page'}>
          <IconPhoto size={18} stroke={1.5} />
          Batches
        </a>
      </nav>
      <main className="screen">
        {route.screen === 'batches' && <BatchesScreen />}
        {route.screen === 'batch' && <BatchScreen key={route.runId} runId={route.runId} />}
        {route.screen === 'item' && <ItemScreen runId={route.runId} itemId={route.itemId} />}
      </main>
      <StatusBar connected={connected} />
    </div>
  );
}

function StatusBar({ connected }: { connected: boolean }) {
  const runs = useQuery({ queryKey: ['runs'], queryFn: api.runs });
  const active = runs.data?.items.find((run) => run.status === 'running');
  return (
    <footer className="statusbar">
      {!connected && <span className="failed-text">Connection to Safelight lost, trying again…</span>}
      {active !== undefined && (
        <>
          <span>{active.name}</span>
          <div style={{ width: 220 }}>
            <RunBar run={active} />
          </div>
          <span className="count">
            {count(active.completedItems)} of {count(active.totalItems)}
          </span>
          <span className="count">{standing(active).text}</span>
          {active.failedItems > 0 && <span className="failed-text count">{count(active.failedItems)} failed</span>}
        </>
      )}
      {connected && active === undefined && <span>Nothing is running. Originals are never touched.</span>}
    </footer>
  );
}
