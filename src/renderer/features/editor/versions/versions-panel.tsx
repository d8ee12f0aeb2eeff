import { ActionIcon, Button, Select } from '@mantine/core';
import { IconHistory, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { api } from '../../../api/client.ts';
import { queries } from '../../../api/queries.ts';
import type { StoredWorkflow } from '../../../api/stored-workflow.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Panel } from '../../../frame/panel.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';
import { type Comparison, compareDocuments } from '../graph/compare-versions.ts';
import { ChangeList } from './change-list.tsx';

const NOW = 'now';

/** The saved versions: look at one beside another or beside what is on the screen, and go back to it. */
export function VersionsPanel(props: {
  stored: StoredWorkflow;
  /** Newest version that is known; another one makes the list ask anew. */
  newest: number;
  onCompare: (comparison: Comparison | null) => void;
  onRestored: (workflow: StoredWorkflow) => void;
  onClose: () => void;
}) {
  const { t, dateTime } = useWords();
  const { editor } = useScene();
  const { stored, onCompare } = props;
  const versions = useQuery(queries.versions(stored.id));
  const [chosen, setChosen] = useState<number | null>(null);
  const [against, setAgainst] = useState<string>(NOW);
  const [asks, setAsks] = useState(false);
  const older = useQuery({ ...queries.version(stored.id, chosen ?? 1), enabled: chosen !== null });
  const newer = useQuery({ ...queries.version(stored.id, Number(against)), enabled: against !== NOW });
  const before = chosen === null ? undefined : older.data?.document;
  const after = against === NOW ? editor.document : newer.data?.document;
  const comparison = useMemo(
    () => (before === undefined || after === undefined ? null : compareDocuments(before, after)),
    [before, after],
  );
  useEffect(() => onCompare(comparison), [comparison, onCompare]);
  const restore = useMutation({
    mutationFn: (version: number) => api.restoreVersion({ params: { id: stored.id, version } }),
    onSuccess: (workflow) => {
      setAsks(false);
      setChosen(null);
      props.onRestored(workflow);
    },
  });
  const list = versions.data ?? [];
  return (
    <>
      <Panel
        title={t('editor.versions')}
        icon={<IconHistory size={14} stroke={1.5} aria-hidden="true" />}
        aside={
          <ActionIcon size={20} aria-label={t('common.close')} onClick={props.onClose}>
            <IconX size={14} stroke={1.5} />
          </ActionIcon>
        }
      >
        <ErrorNotice error={versions.error ?? older.error ?? newer.error} onRetry={() => void versions.refetch()} />
        <ul className="version-list">
          {list.map((version) => (
            <li key={version.uuid}>
              <button
                type="button"
                aria-pressed={version.version === chosen}
                onClick={() => setChosen(version.version === chosen ? null : version.version)}
              >
                <span className="strong count">{t('editor.versionN', { n: version.version })}</span>
                <span className="dim count">{dateTime(version.createdAt)}</span>
              </button>
            </li>
          ))}
        </ul>
      </Panel>
      {chosen === null ? (
        <p className="panel dim caption">{t('editor.chooseVersion')}</p>
      ) : (
        <section className="panel">
          <div className="field">
            <label htmlFor="version-against">{t('editor.compareVersion', { n: chosen })}</label>
            <Select
              id="version-against"
              data={[
                { value: NOW, label: t('editor.asItIs') },
                ...list
                  .filter((one) => one.version !== chosen)
                  .map((one) => ({ value: String(one.version), label: t('editor.versionN', { n: one.version }) })),
              ]}
              value={against}
              onChange={(value) => setAgainst(value ?? NOW)}
            />
          </div>
          {comparison !== null && <ChangeList comparison={comparison} />}
          {!editor.readOnly && (
            <Button
              fullWidth
              mt={12}
              loading={restore.isPending}
              onClick={() => (editor.changed ? setAsks(true) : restore.mutate(chosen))}
            >
              {t('editor.restore', { n: chosen })}
            </Button>
          )}
          <ErrorNotice error={restore.error} />
        </section>
      )}
      {asks && chosen !== null && (
        <ConfirmDialog
          title={t('editor.restore', { n: chosen })}
          confirm={t('editor.restoreNow')}
          busy={restore.isPending}
          onConfirm={() => restore.mutate(chosen)}
          onClose={() => setAsks(false)}
        >
          <p>{t('editor.restoreLoses')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
