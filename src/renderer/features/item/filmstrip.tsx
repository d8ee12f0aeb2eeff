import { IconAlertTriangle, IconBolt, IconChevronRight, IconMinus } from '@tabler/icons-react';
import { Fragment, useEffect, useRef } from 'react';
import type { NodeStateResource } from '../../../contract/api.ts';
import { nodeHint } from '../../components/photo/node-list.tsx';
import { Picture } from '../../components/picture.tsx';
import { useWords } from '../../words/use-words.ts';

/** Every node's result in the order they were made; two clicked ones are compared. */
export function Filmstrip(props: {
  states: readonly NodeStateResource[];
  pictured: readonly NodeStateResource[];
  pair: readonly [string, string] | null;
  pictureOf: (nodeId: string) => string;
  onChoose: (nodeId: string) => void;
}) {
  const { t } = useWords();
  const { pair } = props;
  const strip = useRef<HTMLElement>(null);
  const shown = pair?.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever others are compared
  useEffect(() => {
    strip.current?.querySelector('[data-side="after"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);
  return (
    <nav ref={strip} className="filmstrip" aria-label={t('item.filmstrip')}>
      {props.states.map((state, index) => (
        <Fragment key={state.nodeId}>
          {index > 0 && <IconChevronRight size={14} stroke={1.5} className="filmstrip-arrow" aria-hidden="true" />}
          <Frame
            state={state}
            src={props.pictured.includes(state) ? props.pictureOf(state.nodeId) : undefined}
            side={state.nodeId === pair?.[1] ? 'after' : state.nodeId === pair?.[0] ? 'before' : undefined}
            onChoose={() => props.onChoose(state.nodeId)}
          />
        </Fragment>
      ))}
    </nav>
  );
}

function Frame(props: {
  state: NodeStateResource;
  src: string | undefined;
  side: 'before' | 'after' | undefined;
  onChoose: () => void;
}) {
  const { t, said, number } = useWords();
  const { state, src, side } = props;
  const hint = nodeHint(state, t);
  const took = state.milliseconds === undefined ? '' : `${number(state.milliseconds / 1000)} s`;
  return (
    <button
      type="button"
      className="film"
      data-side={side}
      data-status={state.status}
      aria-pressed={side !== undefined}
      title={[state.label, took, hint, state.error && said(state.error.message)].filter(Boolean).join(' · ')}
      disabled={src === undefined}
      onClick={props.onChoose}
    >
      <span className="film-picture">
        {src !== undefined ? (
          <Picture src={src} alt="" fit="cover" dimmed={state.status === 'skipped'} />
        ) : (
          <span className="film-none dim">
            {state.status === 'failed' ? (
              <IconAlertTriangle size={18} stroke={1.5} color="var(--failed-mark)" />
            ) : (
              <IconMinus size={18} stroke={1.5} />
            )}
          </span>
        )}
        {side !== undefined && <span className="film-side">{t(`item.${side}`)}</span>}
      </span>
      <span className="film-caption">
        <span className="ellipsis">{state.label}</span>
        <span className="dim count">
          {state.cached === true ? (
            <span className="film-cached">
              <IconBolt size={11} stroke={1.8} aria-hidden="true" />
              {t('picture.cached')}
            </span>
          ) : state.status === 'skipped' ? (
            hint
          ) : (
            // A failed one has its mark; the word is in the title.
            state.status !== 'failed' && took
          )}
        </span>
      </span>
    </button>
  );
}
