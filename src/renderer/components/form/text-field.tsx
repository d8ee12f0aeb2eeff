import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useId } from 'react';
import { native } from '../../api/native.ts';
import { useWords } from '../../words/use-words.ts';
import { FieldFrame } from './field-frame.tsx';

/** Text; with `file`, the path of one, chosen through the system's dialog where there is one. */
export function TextField(props: {
  title: string;
  description?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  /** Called when emptied, instead of `onChange('')`. */
  onClear?: (() => void) | undefined;
  file?: boolean;
  placeholder?: string | undefined;
  error?: string | undefined;
}) {
  const id = useId();
  const { t } = useWords();
  const change = (text: string) =>
    text === '' && props.onClear !== undefined ? props.onClear() : props.onChange(text);
  const choose = async () => {
    const [path] = (await native?.choosePhotos(props.title)) ?? [];
    if (path !== undefined) props.onChange(path);
  };
  return (
    <FieldFrame id={id} title={props.title} description={props.description} error={props.error}>
      <TextInput
        id={id}
        style={{ flex: 1, minWidth: 0 }}
        value={props.value}
        placeholder={props.placeholder ?? ''}
        title={props.file === true ? props.value : undefined}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => change(event.currentTarget.value)}
      />
      {props.file === true && native !== undefined && (
        <Tooltip label={t('form.chooseFile')}>
          <ActionIcon variant="default" aria-label={t('form.chooseFile')} onClick={() => void choose()}>
            <IconFolderOpen size={15} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      )}
    </FieldFrame>
  );
}
