import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries.ts';
import { useWords } from '../../words/use-words.ts';
import { nameSample } from './name-sample.ts';
import { SettingRow } from './setting-row.tsx';

/** Where results go and what they are called while nothing else is chosen. */
export function ResultsSection() {
  const { t } = useWords();
  const system = useQuery(queries.system());
  return (
    <>
      <SettingRow
        name="defaultOutputFolder"
        below={() =>
          system.data !== undefined && (
            <p className="dim caption ellipsis" title={system.data.resultsFolder}>
              {t('settings.folderNow', { folder: system.data.resultsFolder })}
            </p>
          )
        }
      />
      <SettingRow
        name="defaultOutputName"
        below={(template) => {
          const sample = nameSample(String(template));
          return sample === null ? (
            <p className="warning-text caption">{t('settings.sampleUnknown')}</p>
          ) : (
            <p className="dim caption">{t('settings.sample', { name: sample })}</p>
          );
        }}
      />
      <SettingRow name="defaultCollision" />
      <SettingRow name="keepReplacedDays" />
    </>
  );
}
