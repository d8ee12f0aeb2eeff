import { Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PlanResource } from '../../../contract/plan.ts';
import type { Collision } from '../../../contract/run.ts';
import { queries } from '../../api/queries.ts';
import { Facts } from '../../frame/panel.tsx';
import { type UsedWords, useWords } from '../../words/use-words.ts';

/** What will happen, in numbers: how many photos, what is left out and why, files, clashes, size. */
export function StartPlan(props: {
  plan: PlanResource | undefined;
  busy: boolean;
  leftOut: string[];
  notUploaded: { name: string; message: string }[];
  collision: Collision;
  hasSources: boolean;
}) {
  const { t, said, count, bytes } = useWords();
  const system = useQuery(queries.system());
  const { plan } = props;
  const free = system.data?.freeBytes;
  return (
    <div className="start-plan" aria-busy={props.busy} aria-live="polite">
      <h2>{t('start.happens')}</h2>
      {plan === undefined ? (
        <p className="dim">{props.hasSources ? t('start.planning') : t('start.planEmpty')}</p>
      ) : (
        <Facts
          rows={[
            [t('start.photos'), `${count(plan.pictures)} · ${bytes(plan.inputBytes)}`],
            [t('start.leftOut'), leftOutOf(props, t, said)],
            [t('start.refused'), reasonsOf(plan.refused, 'failed-text', said)],
            [
              t('start.alreadyDone'),
              plan.collisions.unchanged === 0 ? undefined : t('start.unchanged', { count: plan.collisions.unchanged }),
            ],
            [t('start.files'), plan.archivePath === null ? count(plan.files) : t('start.inZip', { count: plan.files })],
            [t('start.sizes'), sizesOf(plan)],
            [t('start.clashes'), clashesOf(plan, t)],
            [t('start.size'), sizeOf(plan, free, bytes, t)],
          ]}
        />
      )}
    </div>
  );
}

type T = UsedWords['t'];
type Said = UsedWords['said'];

function leftOutOf(
  {
    plan,
    leftOut,
    notUploaded,
  }: { plan: PlanResource | undefined; leftOut: string[]; notUploaded: { name: string; message: string }[] },
  t: T,
  said: Said,
): ReactNode {
  const reasons = [
    ...(plan?.skipped.reasons ?? []),
    ...(leftOut.length === 0
      ? []
      : [{ code: 'noPhoto', message: t('start.noPhotos'), count: leftOut.length, examples: leftOut.slice(0, 5) }]),
    ...(notUploaded.length === 0
      ? []
      : [
          {
            code: 'notUploaded',
            message: notUploaded[0]?.message ?? '',
            count: notUploaded.length,
            examples: notUploaded.slice(0, 5).map((one) => one.name),
          },
        ]),
  ];
  return reasonsOf({ count: reasons.reduce((sum, reason) => sum + reason.count, 0), reasons }, 'warning-text', said);
}

function reasonsOf(
  {
    count,
    reasons,
  }: { count: number; reasons: { code: string; message: string; count: number; examples: string[] }[] },
  tone: string,
  said: Said,
): ReactNode {
  if (count === 0) return undefined;
  return (
    <ul className="start-reasons">
      {reasons.map((reason) => (
        <li key={reason.code}>
          <Tooltip label={reason.examples.join('\n')} style={{ whiteSpace: 'pre-line' }}>
            <span>
              <span className={tone}>{reason.count}</span> {said(reason.message)}
            </span>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}

/** Sizes of results, where all that were looked at are alike in their long edge: `2048 px`. */
function sizesOf(plan: PlanResource): string | undefined {
  const edges = [...new Set(plan.estimate?.sizes.map((size) => Math.max(size.width, size.height)) ?? [])];
  if (edges.length === 0) return undefined;
  edges.sort((a, b) => b - a);
  // One size for each kind of file is worth naming; more come from photos of different sizes.
  const kinds = new Set(plan.estimate?.sizes.map((size) => size.nodeId)).size;
  return edges.length <= kinds ? `${edges.join(', ')} px` : `${edges.at(-1)}–${edges[0]} px`;
}

function clashesOf(plan: PlanResource, t: T): ReactNode {
  const { suffixed, overwritten, kept } = plan.collisions;
  const parts = [
    suffixed > 0 && t('start.suffixed', { count: suffixed }),
    overwritten > 0 && t('start.overwritten', { count: overwritten }),
    kept > 0 && t('start.kept', { count: kept }),
  ].filter((part) => part !== false);
  if (parts.length === 0) return t('start.noClashes');
  return <span className={overwritten > 0 ? 'warning-text' : undefined}>{parts.join(', ')}</span>;
}

function sizeOf(plan: PlanResource, free: number | undefined, bytes: (n: number) => string, t: T): ReactNode {
  if (plan.estimate === null) return undefined;
  const about = t('start.about', { size: bytes(plan.estimate.bytes) });
  if (free === undefined) return about;
  if (plan.estimate.bytes > free)
    return (
      <span className="failed-text">{t('start.tooBig', { size: bytes(plan.estimate.bytes), free: bytes(free) })}</span>
    );
  return `${about} ${t('start.ofFree', { free: bytes(free) })}`;
}
