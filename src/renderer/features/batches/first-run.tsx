import { useInViewport } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SampleName } from '../../../contract/pixel-tasks.ts';
import type { WorkflowSummary } from '../../../contract/workflow.ts';
import { usePreview } from '../../api/preview.ts';
import { queries } from '../../api/queries.ts';
import { Picture } from '../../components/picture.tsx';
import { useWords } from '../../words/use-words.ts';
import { openStart, useStart } from '../start/start-state.ts';
import { DropHint } from './drop-hint.tsx';

/** Before the first batch: where to drop, and what Safelight could do, shown on its own sample photos. */
export function FirstRun() {
  const { t } = useWords();
  const workflows = useQuery(queries.workflows());
  // Painted once and kept; small enough to have them ready before anybody asks.
  const samples = useQuery({ ...queries.samples(), staleTime: Number.POSITIVE_INFINITY });
  return (
    <div className="first-run">
      <DropHint first />
      <h2>{t('batches.whatToDo')}</h2>
      <div className="workflow-cards">
        {workflows.data
          ?.filter((workflow) => workflow.builtIn)
          .map((workflow, index) => (
            <WorkflowCard
              key={workflow.id}
              workflow={workflow}
              photo={samples.data && `${samples.data.folder}/${PHOTOS[index % PHOTOS.length]}.jpg`}
            />
          ))}
      </div>
    </div>
  );
}

/** Sample photos that show well what a workflow does. */
const PHOTOS: SampleName[] = ['coast', 'mug', 'lantern', 'night-harbour', 'dunes'];

function WorkflowCard({ workflow, photo }: { workflow: WorkflowSummary; photo: string | undefined }) {
  const { t } = useWords();
  // Cards below the edge of the window wait until somebody scrolls to them.
  const { ref, inViewport } = useInViewport<HTMLButtonElement>();
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (inViewport) setSeen(true);
  }, [inViewport]);
  const full = useQuery({ ...queries.workflow(workflow.slug), enabled: seen });
  const nodes = full.data?.document.nodes ?? [];
  const input = nodes.find((node) => node.type === 'imageInput');
  const output = nodes.find((node) => node.type === 'export');
  const shared =
    photo === undefined || !seen ? null : { workflow: workflow.slug, source: { path: photo }, longEdge: 360 };
  // Whoever starts a batch waits for its plan, not for these.
  const starting = useStart() !== null;
  const before = usePreview(
    shared === null || input === undefined
      ? null
      : { ...shared, nodeId: input.id, client: `card-before-${workflow.slug}` },
    starting,
  );
  const after = usePreview(
    shared === null || output === undefined
      ? null
      : { ...shared, nodeId: output.id, client: `card-after-${workflow.slug}` },
    starting,
  );
  return (
    <button ref={ref} type="button" className="workflow-card" onClick={() => openStart({ workflow: workflow.slug })}>
      <span className="workflow-card-pictures" aria-hidden="true">
        <span>
          <Picture src={before.src} alt="" />
          <span className="picture-tag">{t('batches.before')}</span>
        </span>
        <span>
          <Picture src={after.src} alt="" />
          <span className="picture-tag">{t('batches.after')}</span>
        </span>
      </span>
      <span className="workflow-card-text">
        <span className="strong">{workflow.name}</span>
        <span className="dim">{workflow.description?.split(/(?<=\.)\s/)[0]}</span>
      </span>
    </button>
  );
}
