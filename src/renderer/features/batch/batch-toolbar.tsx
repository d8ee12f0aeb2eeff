import { ActionIcon, Button, Menu, TextInput, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconCopy,
  IconDots,
  IconFileSpreadsheet,
  IconFileZip,
  IconFolderOpen,
  IconPhoto,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconSearch,
} from '@tabler/icons-react';
import type { RunResource } from '../../../contract/api.ts';
import type { ItemStatus } from '../../../contract/run.ts';
import { native } from '../../api/native.ts';
import type { useRunActions } from '../../api/run-actions.ts';
import { Keys } from '../../components/keys.tsx';
import { useWords } from '../../words/use-words.ts';
import { archiveAddress, errorReportAddress } from './downloads.ts';
import { filtersOf } from './filters.ts';
import { TILE_MAX, TILE_MIN } from './grid-layout.ts';
import { setTileSize, useTileSize } from './tile-size.ts';

const ICON = { size: 15, stroke: 1.5 } as const;

/** Filter chips, search, size of the tiles, and what can be done to the run. */
export function BatchToolbar(props: {
  run: RunResource;
  status: ItemStatus | undefined;
  onStatus: (status: ItemStatus | undefined) => void;
  name: string;
  onName: (name: string) => void;
  actions: ReturnType<typeof useRunActions>;
  ask: { undo: () => void; cancel: () => void };
}) {
  const { run, actions } = props;
  const { t } = useWords();
  const { can } = actions;
  return (
    <>
      <Chips {...props} />
      <TextInput
        id="batch-search"
        className="batch-search"
        type="search"
        placeholder={t('batch.search')}
        aria-label={t('batch.search')}
        aria-keyshortcuts="/"
        leftSection={<IconSearch {...ICON} />}
        rightSection={props.name === '' ? <Keys keys="/" /> : undefined}
        value={props.name}
        onChange={(event) => props.onName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && props.name !== '') {
            event.preventDefault();
            props.onName('');
          } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault();
            document.getElementById('batch-grid')?.focus();
          }
        }}
      />
      <SizeSlider />
      {can.pause && (
        <Button
          className="batch-action"
          leftSection={<IconPlayerPause {...ICON} />}
          rightSection={<Keys keys="p" />}
          aria-keyshortcuts="P"
          onClick={actions.pause}
        >
          {t('batches.pause')}
        </Button>
      )}
      {can.resume && (
        <Button
          className="batch-action"
          variant="filled"
          leftSection={<IconPlayerPlay {...ICON} />}
          rightSection={<Keys keys="p" />}
          aria-keyshortcuts="P"
          onClick={actions.resume}
        >
          {t('batches.resume')}
        </Button>
      )}
      {can.retry && (
        <Button
          className="batch-action"
          leftSection={<IconRefresh {...ICON} />}
          rightSection={<Keys keys="r" />}
          aria-keyshortcuts="R"
          onClick={actions.retry}
        >
          {t('batch.retryFailed')}
        </Button>
      )}
      <MoreMenu run={run} actions={actions} ask={props.ask} />
    </>
  );
}

function Chips(props: {
  run: RunResource;
  status: ItemStatus | undefined;
  onStatus: (status: ItemStatus | undefined) => void;
}) {
  const { t, count } = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame and legend
    <div className="batch-chips" role="group" aria-label={t('batch.filter')}>
      {filtersOf(props.run, props.status).map((filter) => (
        <button
          key={filter.status ?? 'all'}
          type="button"
          className="batch-chip count"
          data-status={filter.status ?? 'all'}
          aria-pressed={props.status === filter.status}
          onClick={() =>
            props.onStatus(props.status === filter.status && filter.status !== undefined ? undefined : filter.status)
          }
        >
          {filter.status === 'completed' && <IconCheck size={12} stroke={2} aria-hidden="true" />}
          {filter.status === 'failed' && <IconAlertTriangle size={12} stroke={2} aria-hidden="true" />}
          {t(`batch.filters.${filter.status ?? 'all'}`)} {count(filter.count)}
        </button>
      ))}
    </div>
  );
}

function SizeSlider() {
  const { t } = useWords();
  const size = useTileSize();
  return (
    <Tooltip label={t('batch.size')}>
      <span className="batch-size">
        <IconPhoto size={12} stroke={1.5} aria-hidden="true" />
        <input
          type="range"
          min={TILE_MIN}
          max={TILE_MAX}
          step={4}
          value={size}
          aria-label={t('batch.size')}
          onChange={(event) => setTileSize(Number(event.target.value))}
        />
      </span>
    </Tooltip>
  );
}

function MoreMenu(props: {
  run: RunResource;
  actions: ReturnType<typeof useRunActions>;
  ask: { undo: () => void; cancel: () => void };
}) {
  const { run } = props;
  const { t } = useWords();
  const clipboard = useClipboard();
  const { can } = props.actions;
  const archive = archiveAddress(run);
  const report = errorReportAddress(run);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('common.more')}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {archive !== undefined && (
          <Menu.Item component="a" href={archive} download leftSection={<IconFileZip {...ICON} />}>
            {t('batch.archive')}
          </Menu.Item>
        )}
        {report !== undefined && (
          <Menu.Item component="a" href={report} download leftSection={<IconFileSpreadsheet {...ICON} />}>
            {t('batch.errorReport')}
          </Menu.Item>
        )}
        {native !== undefined && (
          <Menu.Item leftSection={<IconFolderOpen {...ICON} />} onClick={() => native?.reveal(run.output.folder)}>
            {t('batches.reveal')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconCopy {...ICON} />} onClick={() => clipboard.copy(run.output.folder)}>
          {t('batches.copyPath')}
        </Menu.Item>
        {(can.cancel || can.undo) && <Menu.Divider />}
        {can.cancel && (
          <Menu.Item
            leftSection={<IconPlayerStop {...ICON} />}
            rightSection={<Keys keys="x" />}
            onClick={props.ask.cancel}
          >
            {t('batches.stop')}
          </Menu.Item>
        )}
        {can.undo && (
          <Menu.Item
            leftSection={<IconArrowBackUp {...ICON} />}
            rightSection={<Keys keys="z" />}
            onClick={props.ask.undo}
          >
            {t('batches.undo')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
