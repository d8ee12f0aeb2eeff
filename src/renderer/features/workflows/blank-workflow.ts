import type { WorkflowDocumentInput } from '../../../contract/workflow.ts';

/** What a new workflow begins as: a photo comes in and goes out, so that it can be run at once. */
export function blankWorkflow(name: string): WorkflowDocumentInput {
  return {
    name,
    nodes: [
      { id: 'input', type: 'imageInput', position: { x: 0, y: 0 } },
      { id: 'export', type: 'export', inputs: { image: 'input' }, position: { x: 456, y: 0 } },
    ],
  };
}
