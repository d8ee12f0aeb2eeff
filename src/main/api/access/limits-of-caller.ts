import type { Caller } from './caller.ts';

/** Whether there is anything that the caller is not to meet. */
export function isLimited({ onlyWorkflows, folders }: Caller): boolean {
  return onlyWorkflows !== null || folders !== null;
}
