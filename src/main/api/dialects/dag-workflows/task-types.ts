import { nodeTypes } from '../../../../workflow/nodes/registry.ts';

/** `removeBackground` → `REMOVE_BACKGROUND` */
export function taskTypeOf(nodeType: string): string {
  return nodeType.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** The node type of a task type, in either way of writing; undefined for one that is not known here (cloud models). */
export function nodeTypeOf(taskType: string): string | undefined {
  if (nodeTypes.has(taskType)) return taskType;
  return [...nodeTypes.keys()].find((type) => taskTypeOf(type) === taskType.toUpperCase());
}

/** All of them, for messages. */
export function knownTaskTypes(): string {
  return [...nodeTypes.keys()].map(taskTypeOf).sort().join(', ');
}
