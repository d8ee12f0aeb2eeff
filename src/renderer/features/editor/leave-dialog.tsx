import { Button, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { holdHere } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';

/** Asks before a workflow with unsaved changes is left. */
export function LeaveDialog(props: { name: string; changed: boolean; save: () => Promise<boolean> }) {
  const { t } = useWords();
  const { changed } = props;
  const [leave, setLeave] = useState<(() => void) | null>(null);
  useEffect(() => (changed ? holdHere((go) => setLeave(() => go)) : undefined), [changed]);
  if (leave === null) return null;
  const close = () => setLeave(null);
  return (
    <Modal
      opened
      onClose={close}
      title={t('editor.leaveTitle', { name: props.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p>{t('editor.leaveMore')}</p>
      <div className="dialog-actions">
        <Button onClick={close}>{t('editor.stay')}</Button>
        <Button
          onClick={() => {
            close();
            leave();
          }}
        >
          {t('editor.discard')}
        </Button>
        <Button
          variant="filled"
          data-autofocus
          onClick={() =>
            void props.save().then((saved) => {
              close();
              if (saved) leave();
            })
          }
        >
          {t('editor.save')}
        </Button>
      </div>
    </Modal>
  );
}
