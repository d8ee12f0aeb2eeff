import { Button } from '@mantine/core';
import type { ApiKey } from '../../../contract/key.ts';
import { useWords } from '../../words/use-words.ts';
import { GENERAL } from './key-choices.ts';

/** One key: what it is called, what it may do, when it was used. */
export function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { t, ago, date, dateTime, count } = useWords();
  const { name, prefix, capabilities, folders, rateLimit, expiresAt, lastUsedAt, revokedAt } = apiKey;
  const limits = [
    folders === null ? t('settings.anyFolder') : folders.join(', '),
    rateLimit === 0 ? t('settings.noRate') : t('settings.rate', { count: rateLimit, rate: count(rateLimit) }),
    expiresAt === null
      ? t('settings.neverEnds')
      : t(Date.parse(expiresAt) < Date.now() ? 'settings.ended' : 'settings.endsOn', { date: date(expiresAt) }),
  ];
  return (
    <li className="key" data-revoked={revokedAt !== null}>
      <div className="key-name">
        <strong className="ellipsis" title={name}>
          {name}
        </strong>
        <code>{prefix}…</code>
      </div>
      <div className="key-rights">
        <span>
          {capabilities.map((one) => (
            <span key={one} className="key-right">
              {GENERAL.some((general) => general === one)
                ? t(`settings.right.${one.replace(':', '_') as 'admin'}`)
                : t('settings.rightOne', { workflow: one.split(':')[1] })}
            </span>
          ))}
        </span>
        <span className="dim caption ellipsis" title={limits.join(' · ')}>
          {limits.join(' · ')}
        </span>
      </div>
      <span className="dim caption count" title={lastUsedAt === null ? '' : dateTime(lastUsedAt)}>
        {lastUsedAt === null ? t('settings.neverUsed') : t('settings.used', { when: ago(lastUsedAt) })}
      </span>
      {revokedAt === null ? (
        <Button onClick={onRevoke} aria-label={t('settings.revokeName', { name })}>
          {t('settings.revokeMenu')}
        </Button>
      ) : (
        <span className="dim caption">{t('settings.revoked', { date: date(revokedAt) })}</span>
      )}
    </li>
  );
}
