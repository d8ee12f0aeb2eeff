import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { WorkflowDocument } from '../../../contract/workflow.ts';
import { usePreview, useSourcePreview } from '../../api/preview.ts';
import { BeforeAfter } from '../../components/before-after.tsx';
import { useWords } from '../../words/use-words.ts';
import type { ExampleSource } from './example-sources.ts';
import type { StartChoices } from './start-body.ts';

/** Large enough for the sheet at double density, small enough to be there at once. */
const LONG_EDGE = 1000;

/** Up to three of the photos, before and after, as the choices stand; with several exports, one of them at a time. */
export function StartPreviews(props: {
  sources: ExampleSource[];
  slug: string;
  document: WorkflowDocument | undefined;
  params: StartChoices['params'];
}) {
  const { t } = useWords();
  const [split, setSplit] = useState(50);
  const [wanted, setWanted] = useState<string | null>(null);
  const exports = props.document?.nodes.filter((node) => node.type === 'export') ?? [];
  const input = props.document?.nodes.find((node) => node.type === 'imageInput');
  const shown = exports.find((node) => node.id === wanted) ?? exports[0];
  if (props.sources.length === 0) return <p className="start-no-preview dim">{t('start.noPreview')}</p>;
  return (
    <>
      {exports.length > 1 && (
        <SegmentedControl
          aria-label={t('start.branch')}
          value={shown?.id ?? ''}
          onChange={setWanted}
          data={exports.map((node) => ({ value: node.id, label: node.label ?? node.id }))}
        />
      )}
      <div className="start-previews" data-count={props.sources.length}>
        {props.sources.map((one, place) => (
          <OnePreview
            key={JSON.stringify(one.source)}
            example={one}
            client={`start-${place}`}
            slug={props.slug}
            params={props.params}
            before={input?.id}
            after={shown?.id}
            split={split}
            onSplit={setSplit}
          />
        ))}
      </div>
    </>
  );
}

function OnePreview(props: {
  example: ExampleSource;
  /** Another one for each photo on the sheet. */
  client: string;
  slug: string;
  params: StartChoices['params'];
  before: string | undefined;
  after: string | undefined;
  split: number;
  onSplit: (split: number) => void;
}) {
  const { t } = useWords();
  const { client } = props;
  const { name, source } = props.example;
  const shared = { workflow: props.slug, source, longEdge: LONG_EDGE };
  const quick = useSourcePreview(source);
  const before = usePreview(
    props.before === undefined ? null : { ...shared, nodeId: props.before, client: `${client}-before` },
  );
  const after = usePreview(
    props.after === undefined
      ? null
      : { ...shared, params: props.params, nodeId: props.after, client: `${client}-after` },
  );
  return (
    <BeforeAfter
      name={name}
      before={before.src ?? quick}
      after={after.src}
      beforeLabel={t('start.before')}
      afterLabel={t('start.after')}
      error={after.error ?? before.error}
      busy={after.busy}
      split={props.split}
      onSplit={props.onSplit}
    />
  );
}
