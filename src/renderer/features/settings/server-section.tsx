import { useQuery } from '@tanstack/react-query';
import { native } from '../../api/native.ts';
import { queries } from '../../api/queries.ts';
import { useWords } from '../../words/use-words.ts';
import { CopyText } from './copy-button.tsx';
import { Row, SettingRow } from './setting-row.tsx';

/** The server for scripts and browsers of this machine. */
export function ServerSection() {
  const { t } = useWords();
  const system = useQuery(queries.system());
  const { serverUrl = null, serverProblem = null } = system.data ?? {};
  return (
    <>
      <p className="settings-lead dim">
        {t(native === undefined ? 'settings.serverLeadBrowser' : 'settings.serverLead')}
      </p>
      <SettingRow name="server.enabled" />
      <SettingRow name="server.port" />
      <Row
        label={t('settings.address')}
        hint={t('settings.addressHint')}
        below={serverProblem !== null && <p className="failed-text caption">{serverProblem}</p>}
      >
        {serverUrl === null ? (
          <span className="dim">{t('settings.serverOff')}</span>
        ) : (
          <>
            <code className="settings-code">{serverUrl}</code>
            <CopyText text={serverUrl} />
          </>
        )}
      </Row>
      {serverUrl !== null && (
        <Row label={t('settings.apiDocs')} hint={t('settings.apiDocsHint')}>
          <a className="settings-link" href={`${serverUrl}/docs`} target="_blank" rel="noreferrer">
            {`${serverUrl}/docs`}
          </a>
        </Row>
      )}
      <SettingRow name="allowedHosts" />
    </>
  );
}
