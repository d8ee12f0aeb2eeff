import { type Capability, runCapability, slugOfCapability } from '../../contract/capabilities.ts';

/**
 * Which capability implies which:
 *
 * - `admin` implies all.
 * - `workflow:write` and `workflow:run` imply `workflow:read`: nobody can change or run what they cannot see.
 * - `workflow:run` implies `workflow:<slug>:run` of every workflow.
 * - `workflow:<slug>:run` implies nothing. It is for one workflow and its runs: to start, see, control and download them, those
 *   too that somebody else started, since the results of a workflow are what the key is for.
 */
export function implies(held: readonly Capability[], wanted: Capability): boolean {
  if (held.includes('admin') || held.includes(wanted)) return true;
  if (wanted === 'workflow:read') return held.includes('workflow:write') || held.includes('workflow:run');
  return slugOfCapability(wanted) !== null && held.includes('workflow:run');
}

/** Whether runs of the workflow may be started and controlled. */
export function mayRun(held: readonly Capability[], slug: string): boolean {
  return implies(held, runCapability(slug));
}

/** The slugs of the only workflows that are met with these capabilities; null: all. */
export function onlyWorkflows(held: readonly Capability[]): string[] | null {
  if (implies(held, 'workflow:read')) return null;
  return held.map(slugOfCapability).filter((slug) => slug !== null);
}
