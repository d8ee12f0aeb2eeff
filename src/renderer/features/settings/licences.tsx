import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LicenceResource } from '../../../contract/api.ts';
import { queries } from '../../api/queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useWords } from '../../words/use-words.ts';

/** What others made that this is made of; each opens to its licence in full. */
export function Licences() {
  const { t } = useWords();
  const { data: licences, error, refetch } = useQuery(queries.licences());
  if (licences === undefined) return error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <h3 className="settings-heading">
        {licences.length === 0 ? t('settings.licence') : t('settings.licences', { count: licences.length })}
      </h3>
      <p className="dim caption">
        {t('settings.licencesHint')} {t(licences.length === 0 ? 'settings.licencesNotBuilt' : 'settings.licencesOpen')}
      </p>
      {licences.length > 0 && (
        <ul className="settings-licences">
          {licences.map((one) => (
            <li key={`${one.name} ${one.version}`}>
              <Licence of={one} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Licence({ of: { name, version, licence, text } }: { of: LicenceResource }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>{name}</span> <span className="dim count">{version}</span> <span className="dim">{licence}</span>
      </summary>
      {/* All texts together would be a document of half a million letters. */}
      {open && <pre>{text}</pre>}
    </details>
  );
}
