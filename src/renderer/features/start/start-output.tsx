import { ActionIcon, Select, Switch, TextInput, Tooltip } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { PlanResource } from '../../../contract/plan.ts';
import type { Collision } from '../../../contract/run.ts';
import { native } from '../../api/native.ts';
import { queries } from '../../api/queries.ts';
import { useWords } from '../../words/use-words.ts';
import type { StartChoices } from './start-body.ts';

const RULES: Collision[] = ['suffix', 'overwrite', 'skip'];
const TOKENS = ['{name}', '{seq:4}', '{date:YYYY-MM-DD}', '{branch}', '{width}'];

/** Where results go and what they are called, with the first real name as a sample. */
export function StartOutput(props: {
  choices: StartChoices;
  onChange: (some: Partial<StartChoices>) => void;
  plan: PlanResource | undefined;
}) {
  const { t } = useWords();
  const { choices, onChange } = props;
  const system = useQuery(queries.system());
  const sample = props.plan?.targets[0]?.path?.split(/[\\/]/).at(-1);
  const chooseFolder = async () => {
    const folder = await native?.chooseFolder(t('start.saveTo'));
    if (folder !== null && folder !== undefined) onChange({ folder });
  };
  return (
    <div className="start-output">
      <h2>{t('start.output')}</h2>
      <TextInput
        label={t('start.saveTo')}
        placeholder={t('start.saveToDefault', { folder: system.data?.resultsFolder ?? '' })}
        title={choices.folder}
        value={choices.folder}
        spellCheck={false}
        onChange={(event) => onChange({ folder: event.currentTarget.value })}
        rightSection={
          native !== undefined && (
            <Tooltip label={t('start.chooseFolder')}>
              <ActionIcon size={22} aria-label={t('start.chooseFolder')} onClick={() => void chooseFolder()}>
                <IconFolderOpen size={14} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          )
        }
      />
      <div>
        <TextInput
          label={t('start.names')}
          placeholder={t('start.namesDefault')}
          value={choices.name}
          spellCheck={false}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <div className="start-tokens">
          {TOKENS.map((token) => (
            <button
              key={token}
              type="button"
              className="quiet-button"
              onClick={() =>
                onChange({
                  name: `${choices.name || '{name}'}${choices.name === '' && token === '{name}' ? '' : token === '{name}' ? token : `-${token}`}`,
                })
              }
            >
              {token}
            </button>
          ))}
        </div>
        {sample !== undefined && (
          <p className="dim caption ellipsis" title={sample}>
            {t('start.sample', { name: sample })}
          </p>
        )}
      </div>
      <Select
        label={t('start.ifTaken')}
        value={choices.collision}
        data={RULES.map((rule) => ({ value: rule, label: t(`start.collision.${rule}`) }))}
        onChange={(rule) => onChange({ collision: (rule ?? 'suffix') as Collision })}
      />
      <Switch
        label={t('start.recursive')}
        checked={choices.recursive}
        onChange={(event) => onChange({ recursive: event.currentTarget.checked })}
      />
      <Switch
        label={t('start.zip')}
        checked={choices.zip}
        onChange={(event) => onChange({ zip: event.currentTarget.checked })}
      />
    </div>
  );
}
