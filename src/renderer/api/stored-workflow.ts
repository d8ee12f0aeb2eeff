import type { OperationAnswer } from '../../client/operations.ts';

/** A stored workflow with the document of its newest version. */
export type StoredWorkflow = OperationAnswer<'getWorkflow'>;
