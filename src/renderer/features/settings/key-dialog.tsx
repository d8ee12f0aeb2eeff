import { Button, Checkbox, Modal, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { queries } from '../../api/queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { NumberEntry } from '../../components/form/number-entry.tsx';
import { useWords } from '../../words/use-words.ts';
import { CopyText } from './copy-button.tsx';
import { GENERAL, type GeneralCapability, type KeyChoices, keyBody, NEW_KEY } from './key-choices.ts';
import { keysQuery } from './use-keys.ts';

/** Makes a key, and shows it the one time that it can be seen. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [choices, setChoices] = useState(NEW_KEY);
  const make = useMutation({
    mutationFn: (body: NonNullable<ReturnType<typeof keyBody>>) => api.createKey({ body }),
    onSuccess: () => void client.invalidateQueries({ queryKey: keysQuery().queryKey }),
  });
  const body = keyBody(choices, Date.now());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (body !== null) make.mutate(body);
  };
  const made = make.data;
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      // A key that was made must not be lost by a click beside it.
      closeOnClickOutside={made === undefined}
      title={made === undefined ? t('settings.newKey') : t('settings.keyMade', { name: made.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {made === undefined ? (
        <form onSubmit={submit} className="key-form">
          <KeyFields choices={choices} onChange={(some) => setChoices({ ...choices, ...some })} />
          <ErrorNotice error={make.error} />
          <div className="dialog-actions">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" variant="filled" loading={make.isPending} disabled={body === null}>
              {t('settings.makeKey')}
            </Button>
          </div>
        </form>
      ) : (
        <div className="key-form">
          <p>{t('settings.keyOnce')}</p>
          <div className="key-shown">
            <code>{made.key}</code>
            <CopyText text={made.key} />
          </div>
          <p className="dim caption">{t('settings.keyUse')}</p>
          <div className="dialog-actions">
            <Button variant="filled" onClick={onClose}>
              {t('settings.keyKept')}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}

const DAYS = ['never', '7', '30', '90', '365'] as const;

function KeyFields({ choices, onChange }: { choices: KeyChoices; onChange: (some: Partial<KeyChoices>) => void }) {
  const { t } = useWords();
  const workflows = useQuery(queries.workflows());
  const admin = choices.general.has('admin');
  const toggle = (one: GeneralCapability, on: boolean) => {
    const general = new Set(choices.general);
    if (on) general.add(one);
    else general.delete(one);
    onChange({ general });
  };
  return (
    <>
      <TextInput
        label={t('settings.keyName')}
        placeholder={t('settings.keyNameExample')}
        data-autofocus
        value={choices.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <fieldset className="key-capabilities">
        <legend>{t('settings.keyMay')}</legend>
        {GENERAL.map((one) => (
          <Checkbox
            key={one}
            label={t(`settings.right.${one.replace(':', '_') as 'admin'}`)}
            description={t(`settings.rightHint.${one.replace(':', '_') as 'admin'}`)}
            checked={choices.general.has(one) || (admin && one !== 'admin')}
            disabled={admin && one !== 'admin'}
            onChange={(event) => toggle(one, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
      <MultiSelect
        label={t('settings.keyWorkflows')}
        description={t('settings.keyWorkflowsHint')}
        placeholder={choices.workflows.length === 0 ? t('settings.none') : ''}
        searchable
        disabled={admin}
        value={[...choices.workflows]}
        data={workflows.data?.map(({ slug, name }) => ({ value: slug, label: name })) ?? []}
        onChange={(slugs) => onChange({ workflows: slugs })}
      />
      <Textarea
        label={t('settings.keyFolders')}
        description={admin ? t('settings.keyFoldersAdmin') : t('settings.keyFoldersHint')}
        autosize
        minRows={1}
        maxRows={4}
        spellCheck={false}
        disabled={admin}
        value={choices.folders}
        onChange={(event) => onChange({ folders: event.currentTarget.value })}
      />
      <div className="key-limits">
        <div>
          <span>{t('settings.keyRate')}</span>
          <NumberEntry
            label={t('settings.keyRate')}
            value={choices.rateLimit}
            min={0}
            max={1_000_000}
            step={100}
            onChange={(rateLimit) => onChange({ rateLimit: Math.round(rateLimit) })}
          />
        </div>
        <Select
          label={t('settings.keyEnds')}
          value={choices.expiresInDays === null ? 'never' : String(choices.expiresInDays)}
          data={DAYS.map((value) => ({
            value,
            label: value === 'never' ? t('settings.keyNever') : t('settings.keyIn', { count: Number(value) }),
          }))}
          onChange={(value) => onChange({ expiresInDays: value === 'never' ? null : Number(value) })}
        />
      </div>
    </>
  );
}
