import { IconAlertTriangle, IconCheck, IconDots, IconMinus } from '@tabler/icons-react';
import type { NodeStateResource } from '../../../contract/api.ts';
import { useWords } from '../../words/use-words.ts';
import './photo.css';

/** What each node took, and whether it was merged with others, cached, passed over or failed. */
export function NodeList({ states }: { states: readonly NodeStateResource[] }) {
  const { t, duration } = useWords();
  return (
    <ul className="node-list">
      {states.map((state) => (
        <li key={state.nodeId}>
          <NodeMark state={state} />
          <span className="ellipsis" title={state.label}>
            {state.label}
          </span>
          <span className="dim caption ellipsis">{nodeHint(state, t)}</span>
          <span className="count">{state.milliseconds === undefined ? '' : duration(state.milliseconds)}</span>
        </li>
      ))}
    </ul>
  );
}

function NodeMark({ state }: { state: NodeStateResource }) {
  const { t } = useWords();
  const icon = { size: 14, stroke: 1.6, role: 'img', 'aria-label': t(`picture.nodeStatus.${state.status}`) };
  switch (state.status) {
    case 'completed':
      return <IconCheck {...icon} color="var(--done)" />;
    case 'failed':
      return <IconAlertTriangle {...icon} color="var(--failed-mark)" />;
    case 'skipped':
      return <IconMinus {...icon} color="var(--dim)" />;
    default:
      return <IconDots {...icon} color="var(--dim)" />;
  }
}

/** One word on how a node's result came about; empty when there is nothing to tell. */
export function nodeHint(state: NodeStateResource, t: ReturnType<typeof useWords>['t']): string {
  if (state.status === 'failed' || state.status === 'skipped') return t(`picture.nodeStatus.${state.status}`);
  if (state.fallback !== undefined) return t('picture.fallback', { type: state.fallback });
  if (state.cached === true) return t('picture.cached');
  if ((state.fusedWith?.length ?? 0) > 0) return t('picture.merged');
  return '';
}
