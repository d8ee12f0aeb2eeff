import { Button, TextInput } from '@mantine/core';
import { IconFileImport, IconPlus, IconSearch, IconSitemap } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { WorkflowSummary } from '../../../contract/workflow.ts';
import { queries } from '../../api/queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Keys } from '../../components/keys.tsx';
import { Screen } from '../../frame/screen.tsx';
import { useShortcut } from '../../shortcuts/commands.ts';
import { useWords } from '../../words/use-words.ts';
import { useDropTaker } from '../start/drop-takers.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { useWorkflowActions } from './use-workflow-actions.ts';
import { WorkflowCard } from './workflow-card.tsx';
import './workflows.css';

/** All workflows, own ones first: open, start, copy, import and export. */
export function WorkflowsScreen() {
  const { t } = useWords();
  const workflows = useQuery(queries.workflows());
  const runs = useQuery(queries.runs());
  const actions = useWorkflowActions();
  const [text, setText] = useState('');
  const [deleting, setDeleting] = useState<WorkflowSummary | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  useShortcut('/', t('editor.list.search'), () => search.current?.focus());
  useShortcut('n', t('editor.list.new'), actions.create);
  useShortcut(null, t('editor.list.import'), () => file.current?.click());
  const { importFiles } = actions;
  useDropTaker(
    useCallback(
      (files) => {
        const isOurs = files.length > 0 && files.every((one) => one.name.toLowerCase().endsWith('.json'));
        if (isOurs) importFiles(files);
        return isOurs;
      },
      [importFiles],
    ),
  );
  const usedAt = useMemo(() => {
    const last = new Map<number, string>();
    for (const run of runs.data?.items ?? [])
      if (!last.has(run.workflowId)) last.set(run.workflowId, run.startedAt ?? run.createdAt);
    return last;
  }, [runs.data]);
  const q = text.trim().toLowerCase();
  const found = (workflows.data ?? []).filter(
    ({ name, slug, description }) => q === '' || `${name} ${slug} ${description ?? ''}`.toLowerCase().includes(q),
  );
  const own = found.filter((workflow) => !workflow.builtIn);
  const builtIn = found.filter((workflow) => workflow.builtIn);
  const cards = (list: WorkflowSummary[]) => (
    <ul className="workflow-cards">
      {list.map((workflow) => (
        <WorkflowCard
          key={workflow.id}
          workflow={workflow}
          usedAt={usedAt.get(workflow.id)}
          actions={actions}
          onDelete={() => setDeleting(workflow)}
        />
      ))}
    </ul>
  );
  return (
    <Screen
      title={t('editor.title')}
      toolbar={
        <>
          <TextInput
            ref={search}
            className="workflows-search"
            leftSection={<IconSearch size={15} stroke={1.5} />}
            rightSection={<Keys keys="/" />}
            rightSectionWidth={34}
            placeholder={t('editor.list.search')}
            aria-label={t('editor.list.search')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button
            leftSection={<IconFileImport size={15} stroke={1.5} />}
            title={t('editor.list.importHint')}
            onClick={() => file.current?.click()}
          >
            {t('editor.list.import')}
          </Button>
          <Button
            variant="filled"
            leftSection={<IconPlus size={15} stroke={1.8} />}
            loading={actions.busy}
            onClick={actions.create}
          >
            {t('editor.list.new')}
          </Button>
          <input
            ref={file}
            type="file"
            accept=".json,application/json"
            multiple
            hidden
            aria-label={t('editor.list.import')}
            onChange={(event) => {
              actions.importFiles([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
        </>
      }
    >
      <div className="screen-scroll workflows">
        <ErrorNotice error={actions.error} />
        {workflows.data === undefined && (
          <ErrorNotice error={workflows.error} onRetry={() => void workflows.refetch()} />
        )}
        {workflows.isPending && <Skeleton />}
        {workflows.data !== undefined && found.length === 0 && (
          <EmptyState title={t('editor.list.noMatch', { q: text })} />
        )}
        {workflows.data !== undefined && (own.length > 0 || q === '') && (
          <section aria-labelledby="own-workflows">
            <h2 id="own-workflows">{t('editor.list.own')}</h2>
            {own.length > 0 ? (
              cards(own)
            ) : (
              <p className="workflows-none dim">
                <IconSitemap size={18} stroke={1.4} aria-hidden="true" />
                <span>
                  {t('editor.list.noneOwn')}. {t('editor.list.noneOwnMore')} {t('editor.list.importHint')}
                </span>
              </p>
            )}
          </section>
        )}
        {builtIn.length > 0 && (
          <section aria-labelledby="built-in-workflows">
            <h2 id="built-in-workflows">{t('editor.list.builtIn')}</h2>
            {cards(builtIn)}
          </section>
        )}
      </div>
      {deleting !== null && <DeleteDialog workflow={deleting} onClose={() => setDeleting(null)} />}
    </Screen>
  );
}

function Skeleton() {
  return (
    <div className="workflow-cards" aria-hidden="true">
      {[0, 1, 2, 3, 4, 5].map((card) => (
        <div key={card} className="workflow-card">
          <span className="workflow-thumb" />
        </div>
      ))}
    </div>
  );
}
