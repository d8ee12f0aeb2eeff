import { relative } from 'node:path';
import type { PlannedTarget, ReasonCount, RunPlan } from '../engine/run-plan.ts';
import { bytesText, counted, grouped } from './wording.ts';

/** A dry run for people: what would be rendered, passed over, written where, and how. */
export function planLines(plan: RunPlan, folder: string): string[] {
  const version = plan.workflow.version === null ? '' : `, version ${plan.workflow.version}`;
  const size = plan.estimate === null ? '' : `, about ${bytesText(plan.estimate.bytes)}`;
  return [
    `Workflow: ${plan.workflow.name} (${plan.workflow.slug}${version})`,
    `Photos:   ${grouped(plan.pictures)} (${bytesText(plan.inputBytes)})`,
    `Files:    ${grouped(plan.files)}${size}`,
    `Output:   ${plan.archivePath ?? folder}`,
    ...plan.problems.map(({ message }) => `Problem:  ${message}`),
    ...collisionLines(plan),
    ...reasonLines('Passed over', plan.skipped),
    ...reasonLines('Cannot be used', plan.refused),
    ...targetLines(plan, folder),
    ...(plan.lines.length === 0 ? [] : ['', 'For each photo']),
    ...plan.lines.map((line) => `  ${line}`),
    '',
    'Nothing was written: this is a dry run.',
  ];
}

function collisionLines({ collisions }: RunPlan): string[] {
  const parts = [
    collisions.suffixed > 0 ? `${counted(collisions.suffixed, 'name')} taken, numbered instead` : '',
    collisions.overwritten > 0 ? `${counted(collisions.overwritten, 'file')} overwritten` : '',
    collisions.unchanged > 0 ? `${counted(collisions.unchanged, 'file')} there already, unchanged` : '',
    collisions.kept > 0 ? `${counted(collisions.kept, 'file')} there already, kept` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? [] : [`Taken:    ${parts.join('; ')}`];
}

function reasonLines(title: string, group: { count: number; reasons: ReasonCount[] }): string[] {
  if (group.count === 0) return [];
  return [
    '',
    `${title}: ${grouped(group.count)}`,
    ...group.reasons.map(({ message, count, examples }) => {
      const more = count > examples.length ? ` and ${grouped(count - examples.length)} more` : '';
      return `  ${examples.join(', ')}${more}: ${message}`;
    }),
  ];
}

const COLLISION_TEXT: Record<PlannedTarget['collision'], string> = {
  free: '',
  suffixed: '  (numbered: the name is taken)',
  overwrites: '  (overwrites)',
  unchanged: '  (unchanged: there already)',
  kept: '  (kept: there already)',
  unknown: '  (name known after rendering)',
};

function targetLines(plan: RunPlan, folder: string): string[] {
  if (plan.targets.length === 0) return [];
  const rest = plan.files - plan.targets.filter((target) => target.collision !== 'kept').length;
  return [
    '',
    'First files',
    ...plan.targets.map(
      (target) =>
        `  ${target.name} → ${target.path === null ? '?' : shortened(target.path, folder)}${COLLISION_TEXT[target.collision]}`,
    ),
    ...(rest > 0 ? [`  … and ${grouped(rest)} more`] : []),
  ];
}

function shortened(path: string, folder: string): string {
  const below = relative(folder, path);
  return below === '' || below.startsWith('..') ? path : below;
}
