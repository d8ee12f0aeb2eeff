import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '../../../client/problem.ts';
import { api } from '../../api/client.ts';
import type { StoredWorkflow } from '../../api/stored-workflow.ts';
import { go, to } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { withPlaces } from './graph/auto-layout.ts';
import type { Editor } from './use-editor.ts';

/** Saving, and what stands in its way. */
export interface Save {
  /** Newest version that is known, and when it was saved. */
  version: number;
  savedAt: string;
  saving: boolean;
  /** Saves a new version; true when there is nothing unsaved any more. */
  save(): Promise<boolean>;
  /** Somebody saved another version meanwhile. */
  isConflict: boolean;
  overwrite(): void;
  saveCopy(): void;
  fork(): void;
  forking: boolean;
  restored(workflow: StoredWorkflow): void;
  error: Error | null;
}

export function useSave(stored: StoredWorkflow, editor: Editor): Save {
  const { t } = useWords();
  const client = useQueryClient();
  const [known, setKnown] = useState({ version: stored.version, savedAt: stored.updatedAt });
  const took = (workflow: StoredWorkflow) => {
    setKnown({ version: workflow.version, savedAt: workflow.updatedAt });
    void client.invalidateQueries({ queryKey: ['workflows'] });
    void client.invalidateQueries({ queryKey: ['workflow', String(stored.id)] });
    client.setQueryData(['workflow', stored.slug], workflow);
  };
  const save = useMutation({
    mutationFn: async (baseVersion: number | undefined) => {
      const { document } = editor;
      const { name, description = null, nodes } = document;
      const workflow = await api.updateWorkflow({
        params: { id: stored.id },
        body: { name, description, nodes, baseVersion },
      });
      return { workflow, document };
    },
    onSuccess: ({ workflow, document }) => {
      took(workflow);
      editor.saved(document);
    },
  });
  const copy = useMutation({
    mutationFn: () => {
      const { slug: _, ...document } = editor.document;
      return api.createWorkflow({ body: { ...document, name: t('editor.copyOf', { name: document.name }) } });
    },
    onSuccess: (workflow) => {
      editor.saved(editor.document);
      void client.invalidateQueries({ queryKey: ['workflows'] });
      // The guard lets go of the address once the copy counts as saved.
      setTimeout(() => go(to.workflow(workflow.slug)));
    },
  });
  const isConflict = save.error instanceof ProblemError && save.error.problem.code === 'workflow_changed';
  return {
    ...known,
    saving: save.isPending,
    save: () =>
      editor.changed && !editor.readOnly
        ? save.mutateAsync(known.version).then(
            () => true,
            () => false,
          )
        : Promise.resolve(!editor.changed),
    isConflict,
    overwrite: () => save.mutate(undefined),
    saveCopy: () => copy.mutate(),
    fork: () => copy.mutate(),
    forking: copy.isPending,
    restored(workflow) {
      const document = withPlaces(workflow.document, editor.types);
      took(workflow);
      editor.change(() => document);
      editor.saved(document);
    },
    error: copy.error ?? save.error,
  };
}
