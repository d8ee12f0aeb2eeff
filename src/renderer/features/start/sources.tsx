import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconDeviceDesktop, IconFolder, IconPhoto, IconPlus, IconX } from '@tabler/icons-react';
import { shortPath } from '../../components/run-standing.ts';
import { useWords } from '../../words/use-words.ts';
import { choose } from './choose.ts';
import { removeFromStart, type StartRequest } from './start-state.ts';

const ICON = { size: 14, stroke: 1.5 } as const;

/** What the photos come from, each to be taken out again, and a way to add more. */
export function Sources({ request }: { request: StartRequest }) {
  const { t } = useWords();
  const folders = new Set(request.files.map((one) => one.relativeFolder.split('/')[0]).filter(Boolean));
  const upload = t('common.files', { count: request.files.length });
  if (request.paths.length + request.files.length === 0) return <span className="start-sources" />;
  return (
    <span className="start-sources">
      {request.paths.map((path) => (
        <Source key={path} label={shortPath(path)} hint={path} onRemove={() => removeFromStart(path)} />
      ))}
      {request.files.length > 0 && (
        <Source
          label={folders.size === 0 ? upload : `${[...folders].slice(0, 2).join(', ')} · ${upload}`}
          hint={t('start.fromHere')}
          onRemove={() => removeFromStart(null)}
        />
      )}
      <Menu>
        <Menu.Target>
          <Button variant="subtle" color="gray" leftSection={<IconPlus {...ICON} />}>
            {t('start.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPhoto {...ICON} />}
            onClick={() => void choose('photos', t('start.choosePhotos'))}
          >
            {t('start.choosePhotos')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFolder {...ICON} />}
            onClick={() => void choose('folder', t('start.chooseFolder'))}
          >
            {t('start.chooseFolder')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}

function Source(props: { label: string; hint: string; onRemove: () => void }) {
  const { t } = useWords();
  return (
    <Tooltip label={props.hint}>
      <span className="start-source">
        <IconDeviceDesktop {...ICON} aria-hidden="true" />
        <span className="ellipsis">{props.label}</span>
        <ActionIcon size={18} aria-label={t('start.takeOut', { name: props.label })} onClick={props.onRemove}>
          <IconX size={12} stroke={1.5} />
        </ActionIcon>
      </span>
    </Tooltip>
  );
}
