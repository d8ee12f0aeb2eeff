import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { native } from '../../api/native.ts';
import { useWords } from '../../words/use-words.ts';

/** A folder on the machine Safelight runs on: typed, or chosen through the system's dialog in the desktop window. */
export function FolderInput(props: {
  label: string;
  value: string;
  onChange: (folder: string) => void;
  /** When the field is left or Enter is pressed. */
  onDone?: () => void;
  description?: string;
  placeholder?: string;
  error?: string | undefined;
  disabled?: boolean;
  autoFocus?: boolean;
  hideLabel?: boolean;
}) {
  const { t } = useWords();
  const { disabled = false } = props;
  const choose = async () => {
    const folder = await native?.chooseFolder(props.label);
    if (folder !== null && folder !== undefined) props.onChange(folder);
  };
  return (
    <TextInput
      {...(props.hideLabel === true ? { 'aria-label': props.label } : { label: props.label })}
      description={props.description}
      placeholder={props.placeholder ?? ''}
      error={props.error}
      disabled={disabled}
      data-autofocus={props.autoFocus === true ? true : undefined}
      title={props.value}
      value={props.value}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onBlur={props.onDone}
      onKeyDown={(event) => event.key === 'Enter' && props.onDone?.()}
      rightSection={
        native !== undefined &&
        !disabled && (
          <Tooltip label={t('start.chooseFolder')}>
            <ActionIcon size={22} aria-label={t('start.chooseFolder')} onClick={() => void choose()}>
              <IconFolderOpen size={14} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )
      }
    />
  );
}
