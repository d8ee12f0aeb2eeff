import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useWords } from '../../words/use-words.ts';
import { CopyText } from './copy-button.tsx';
import { Licences } from './licences.tsx';
import { Place } from './place.tsx';
import { Row } from './setting-row.tsx';

/** What this is, where it keeps its things, what it is made of. */
export function AboutSection() {
  const { t, bytes } = useWords();
  const system = useQuery(queries.system());
  if (system.data === undefined) return <ErrorNotice error={system.error} onRetry={() => void system.refetch()} />;
  const { version, engineVersion, platform, dataDir, logDir, freeBytes, workers, notices } = system.data;
  const facts = `Safelight ${version}, engine ${engineVersion}, ${platform}, ${workers} workers`;
  return (
    <>
      {notices.length > 0 && (
        <ul className="settings-notices" aria-label={t('settings.notices')}>
          {notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      )}
      <Row label={`Safelight ${version}`} hint={t('settings.engine', { engine: engineVersion, platform })}>
        <CopyText text={facts} label={t('settings.copyFacts')} />
      </Row>
      <Place label={t('settings.dataFolder', { free: bytes(freeBytes) })} path={dataDir} />
      {logDir !== null && <Place label={t('settings.logs')} path={logDir} />}
      <Licences />
    </>
  );
}
