import { useQuery } from '@tanstack/react-query';
import type { RunResource } from '../../../contract/api.ts';
import { api, nodePicture } from '../../api/client.ts';
import { RunBar } from '../../components/progress-bar.tsx';
import { toRun } from '../../route.ts';
import { ago, sourceOf, standing } from '../../words.ts';
import { NewBatch } from './new-batch.tsx';

/** All runs, newest first, like a mail client; below them a way to start one. */
export function BatchesScreen() {
  const runs = useQuery({ queryKey: ['runs'], queryFn: api.runs });
  return (
    <>
      <div className="toolbar">
        <h1>Batches</h1>
      </div>
      <div className="scroll">
        {runs.error !== null && <p className="notice">{runs.error.message}</p>}
        {runs.data?.items.map((run) => (
          <BatchRow key={run.id} run={run} />
        ))}
        {runs.data !== undefined && <NewBatch first={runs.data.items.length === 0} />}
      </div>
    </>
  );
}

function BatchRow({ run }: { run: RunResource }) {
  const now = standing(run);
  return (
    <a className="batch-row" href={toRun(run.id)}>
      <Strip run={run} />
      <div className="ellipsis">
        <div className="name ellipsis">{run.name}</div>
        <div className="dim small">
          {run.workflowSlug} v{run.workflowVersion}
        </div>
      </div>
      <div className="dim ellipsis source" title={Object.values(run.inputs)[0]?.paths.join('\n')}>
        {sourceOf(run)}
      </div>
      <RunBar run={run} />
      <div className={`count ellipsis ${now.failed ? 'failed-text' : 'dim'}`} title={now.text}>
        {now.text}
      </div>
      <div className="dim when" style={{ textAlign: 'right' }}>
        {ago(run.createdAt)}
      </div>
    </a>
  );
}

/** The first three photos of a run that could be finished. */
function Strip({ run }: { run: RunResource }) {
  const query = { page: 1, pageSize: 3, status: 'completed' as const };
  const first = useQuery({
    queryKey: ['run', run.id, 'strip', Math.min(3, run.completedItems)],
    queryFn: () => api.run(run.id, query),
    enabled: run.completedItems > 0,
  });
  const shown = first.data?.items ?? [];
  return (
    <div className="strip">
      {[0, 1, 2].map((index) => {
        const item = shown[index];
        const nodeId = item === undefined ? undefined : Object.keys(item.uploadInputs)[0];
        return item === undefined || nodeId === undefined ? (
          <div key={index} className="thumb" />
        ) : (
          <img
            key={index}
            className="thumb"
            src={nodePicture(run.id, item.id, nodeId, 160)}
            alt={item.name}
            loading="lazy"
          />
        );
      })}
    </div>
  );
}
