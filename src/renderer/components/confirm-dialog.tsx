import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { ErrorNotice } from './error-notice.tsx';

/**
 * Asks before something that takes away. `children` say exactly what will happen and to how many files; the button repeats the
 * verb. Cancel has the focus unless `safe`.
 */
export function ConfirmDialog(props: {
  title: string;
  children: ReactNode;
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
  /** Nothing is lost: the confirming button has the focus. */
  safe?: boolean;
  busy?: boolean;
  /** Cannot be confirmed yet, or there is nothing to do. */
  disabled?: boolean;
  error?: Error | null;
}) {
  const { t } = useWords();
  const { safe = false } = props;
  return (
    <Modal.Root opened onClose={props.onClose} size="md" centered>
      <Modal.Overlay backgroundOpacity={0.6} color="#000" />
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>{props.title}</Modal.Title>
          <Modal.CloseButton aria-label={t('common.close')} />
        </Modal.Header>
        <Modal.Body>
          <div className="confirm-dialog">{props.children}</div>
          <ErrorNotice error={props.error} />
          <div className="dialog-actions">
            <Button onClick={props.onClose} data-autofocus={safe ? undefined : true}>
              {t('common.cancel')}
            </Button>
            <Button
              variant="filled"
              {...(safe ? {} : { className: 'danger-button' })}
              data-autofocus={safe ? true : undefined}
              disabled={props.disabled === true}
              loading={props.busy === true}
              onClick={props.onConfirm}
            >
              {props.confirm}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
