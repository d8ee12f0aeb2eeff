import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.ts';
import { Keys } from '../components/keys.tsx';
import { go, to } from '../router.ts';
import { useCommands, useShortcut } from '../shortcuts/commands.ts';
import { useWords } from '../words/use-words.ts';

export const openPalette = spotlight.open;

/** ⌘/Ctrl+K: everything that can be done now, and every batch and workflow by name. */
export function Palette() {
  const { t } = useWords();
  const commands = useCommands();
  const runs = useQuery(queries.runs());
  const workflows = useQuery(queries.workflows());
  useShortcut('mod+k', t('frame.palette'), spotlight.open, { group: 'everywhere', keyOnly: true });
  const doable: SpotlightActionData[] = commands
    .filter((command) => command.enabled && !command.keyOnly)
    .map((command) => ({
      id: command.id,
      label: command.label,
      onClick: command.run,
      ...(command.keys === null ? {} : { rightSection: <Keys keys={command.keys} /> }),
    }));
  const actions: (SpotlightActionData | SpotlightActionGroupData)[] = [
    ...doable,
    {
      group: t('frame.batches'),
      actions: (runs.data?.items ?? []).map((run) => ({
        id: `run-${run.id}`,
        label: run.name,
        description: run.workflowSlug,
        onClick: () => go(to.batch(run.id)),
      })),
    },
    {
      group: t('frame.workflows'),
      actions: (workflows.data ?? []).map((workflow) => ({
        id: `workflow-${workflow.id}`,
        label: workflow.name,
        description: workflow.slug,
        onClick: () => go(to.workflow(workflow.slug)),
      })),
    },
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      attributes={{ content: { 'aria-label': t('frame.palette') } }}
      limit={12}
      scrollable
      maxHeight={420}
      nothingFound={t('common.nothingFound')}
      highlightQuery
      yOffset="12vh"
      overlayProps={{ backgroundOpacity: 0.6, color: '#000', blur: 0 }}
      transitionProps={{ transition: 'fade', duration: 80 }}
      searchProps={{
        placeholder: t('frame.paletteHint'),
        'aria-label': t('frame.palette'),
        leftSection: <IconSearch size={16} stroke={1.5} />,
      }}
    />
  );
}
