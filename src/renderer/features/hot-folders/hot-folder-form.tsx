import { Select, Switch, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Collision } from '../../../contract/run.ts';
import { queries } from '../../api/queries.ts';
import { FolderInput } from '../../components/form/folder-input.tsx';
import { NumberEntry } from '../../components/form/number-entry.tsx';
import { useWords } from '../../words/use-words.ts';
import { type HotFolderChoices, movedTo, standardOutput } from './hot-folder-choices.ts';

const COLLISIONS: Collision[] = ['suffix', 'overwrite', 'skip'];

/** The fields of a hot folder: the three that matter, then what can stay as it is. */
export function HotFolderForm(props: {
  choices: HotFolderChoices;
  /** The folder of one that exists cannot change: what is done in it is known by its place. */
  isNew: boolean;
  onChange: (some: Partial<HotFolderChoices>) => void;
}) {
  const { t } = useWords();
  const { choices, onChange, isNew } = props;
  const workflows = useQuery(queries.workflows());
  const slugs = workflows.data?.map(({ slug, name }) => ({ value: slug, label: name })) ?? [];
  const known = slugs.some(({ value }) => value === choices.workflow);
  return (
    <div className="hot-folder-form">
      <FolderInput
        label={t('hotFolders.folder')}
        description={isNew ? t('hotFolders.folderHint') : t('hotFolders.folderFixed')}
        placeholder={t('hotFolders.folderExample')}
        value={choices.folder}
        disabled={!isNew}
        autoFocus={isNew}
        onChange={(folder) => onChange({ folder })}
      />
      <Select
        label={t('hotFolders.workflow')}
        searchable
        value={choices.workflow}
        data={known ? slugs : [{ value: choices.workflow, label: choices.workflow }, ...slugs]}
        onChange={(workflow) => workflow !== null && onChange({ workflow })}
      />
      <FolderInput
        label={t('hotFolders.output')}
        placeholder={standardOutput(choices.folder) || t('hotFolders.outputBeside')}
        value={choices.outputFolder}
        onChange={(outputFolder) => onChange({ outputFolder })}
      />
      <Select
        label={t('hotFolders.afterwards')}
        value={choices.afterwards}
        data={[
          { value: 'leave', label: t('hotFolders.afterwardsLeave') },
          { value: 'move', label: t('hotFolders.afterwardsMove') },
        ]}
        onChange={(afterwards) => onChange({ afterwards: afterwards === 'move' ? 'move' : 'leave' })}
      />
      {choices.afterwards === 'move' && <MoveWarning folder={choices.folder} />}
      <details>
        <summary>{t('hotFolders.details')}</summary>
        <Details choices={choices} onChange={onChange} />
      </details>
    </div>
  );
}

/** The one setting that touches originals: it says what will be moved, and where to. */
function MoveWarning({ folder }: { folder: string }) {
  const { t } = useWords();
  const places = movedTo(folder.trim() === '' ? t('hotFolders.thisFolder') : folder);
  return (
    <p className="hot-folder-warning" role="note">
      <IconAlertTriangle size={15} stroke={1.6} aria-hidden="true" />
      <span>{t('hotFolders.moveWarning', places)}</span>
    </p>
  );
}

function Details({
  choices,
  onChange,
}: {
  choices: HotFolderChoices;
  onChange: (some: Partial<HotFolderChoices>) => void;
}) {
  const { t } = useWords();
  return (
    <div className="hot-folder-details">
      <TextInput
        label={t('hotFolders.pattern')}
        placeholder="*.{jpg,cr3}"
        spellCheck={false}
        value={choices.pattern}
        onChange={(event) => onChange({ pattern: event.currentTarget.value })}
      />
      <TextInput
        label={t('hotFolders.names')}
        placeholder="{name}"
        spellCheck={false}
        value={choices.outputName}
        onChange={(event) => onChange({ outputName: event.currentTarget.value })}
      />
      <Select
        label={t('hotFolders.ifTaken')}
        value={choices.collision}
        data={COLLISIONS.map((rule) => ({ value: rule, label: t(`start.collision.${rule}`) }))}
        onChange={(rule) => onChange({ collision: (rule ?? 'suffix') as Collision })}
      />
      <Select
        label={t('hotFolders.pairs')}
        value={choices.pairs}
        data={(['both', 'raw-only', 'jpeg-only'] as const).map((value) => ({
          value,
          label: t(`hotFolders.pairsOf.${value}`),
        }))}
        onChange={(pairs) => onChange({ pairs: (pairs ?? 'both') as HotFolderChoices['pairs'] })}
      />
      <Select
        label={t('hotFolders.polling')}
        description={t(`hotFolders.pollingHint.${choices.polling}`)}
        value={choices.polling}
        data={(['auto', 'always', 'never'] as const).map((value) => ({
          value,
          label: t(`hotFolders.pollingOf.${value}`),
        }))}
        onChange={(polling) => onChange({ polling: (polling ?? 'auto') as HotFolderChoices['polling'] })}
      />
      <div className="hot-folder-seconds">
        <Seconds
          label={t('hotFolders.settle')}
          value={choices.settleSeconds}
          min={0.1}
          max={3600}
          onChange={(settleSeconds) => onChange({ settleSeconds })}
        />
        <Seconds
          label={t('hotFolders.quiet')}
          value={choices.quietSeconds}
          min={0}
          max={86_400}
          onChange={(quietSeconds) => onChange({ quietSeconds })}
        />
      </div>
      <Switch
        label={t('start.recursive')}
        checked={choices.recursive}
        onChange={(event) => onChange({ recursive: event.currentTarget.checked })}
      />
    </div>
  );
}

function Seconds(props: { label: string; value: number; min: number; max: number; onChange: (value: number) => void }) {
  return (
    <div className="hot-folder-number">
      <span>{props.label}</span>
      <NumberEntry {...props} step={1} unit="s" />
    </div>
  );
}
