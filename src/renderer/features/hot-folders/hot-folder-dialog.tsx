import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { HotFolder } from '../../../contract/hot-folder.ts';
import { api } from '../../api/client.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useWords } from '../../words/use-words.ts';
import { choicesOf, createBody, folderName, patchBody } from './hot-folder-choices.ts';
import { HotFolderForm } from './hot-folder-form.tsx';
import { hotFoldersQuery } from './use-hot-folders.ts';

/** Makes a hot folder, or changes one. */
export function HotFolderDialog({ hot, onClose }: { hot: HotFolder | null; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [choices, setChoices] = useState(() => choicesOf(hot));
  const save = useMutation({
    mutationFn: () =>
      hot === null
        ? api.createHotFolder({ body: createBody(choices) })
        : api.updateHotFolder({ params: { id: hot.id }, body: patchBody(choices) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: hotFoldersQuery().queryKey });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (choices.folder.trim() !== '') save.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={620}
      title={hot === null ? t('hotFolders.addTitle') : t('hotFolders.editTitle', { name: folderName(hot.folder) })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit}>
        <HotFolderForm
          choices={choices}
          isNew={hot === null}
          onChange={(some) => setChoices({ ...choices, ...some })}
        />
        <ErrorNotice error={save.error} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="filled" loading={save.isPending} disabled={choices.folder.trim() === ''}>
            {hot === null ? t('hotFolders.watch') : t('hotFolders.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
