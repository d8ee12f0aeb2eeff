import { Modal } from '@mantine/core';
import { Keys } from '../components/keys.tsx';
import { type Command, useCommands } from '../shortcuts/commands.ts';
import { useWords } from '../words/use-words.ts';

/** Every key that does something now; `?` opens it. */
export function HelpSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useWords();
  const commands = useCommands().filter((command) => command.keys !== null && command.enabled);
  const everywhere = commands.filter((command) => command.group === 'everywhere');
  const here = commands.filter((command) => command.group !== 'everywhere');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('frame.help')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className="help-sheet">
        {here.length > 0 && <KeyList title={t('frame.helpHere')} commands={here} />}
        <KeyList title={t('frame.helpEverywhere')} commands={everywhere} />
      </div>
    </Modal>
  );
}

function KeyList({ title, commands }: { title: string; commands: Command[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {commands.map((command) => (
          <div key={command.id}>
            <dt>{command.label}</dt>
            <dd>
              <Keys keys={command.keys ?? ''} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
