import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useWords } from '../../words/use-words.ts';
import { Place } from './place.tsx';
import { Row, SettingRow } from './setting-row.tsx';

/** What earlier runs made and is kept, so that nothing is done twice. */
export function CacheSection() {
  const { t, bytes, count } = useWords();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const cache = useQuery({ queryKey: ['cache'], queryFn: () => api.cache() });
  const clear = useMutation({
    mutationFn: () => api.clearCache(),
    onSuccess: () => {
      setAsking(false);
      void client.invalidateQueries({ queryKey: ['cache'] });
      void client.invalidateQueries({ queryKey: ['system'] });
    },
  });
  const used = cache.data;
  const share = used === undefined || used.limitBytes === 0 ? 0 : Math.min(1, used.bytes / used.limitBytes);
  return (
    <>
      <p className="settings-lead dim">{t('settings.cacheLead')}</p>
      <Row
        label={t('settings.cacheUsed')}
        hint={
          used === undefined ? '' : t('settings.cacheEntries', { count: used.entries, entries: count(used.entries) })
        }
        below={
          used !== undefined && (
            <div className="cache-bar" aria-hidden="true">
              <i style={{ width: `${share * 100}%` }} />
            </div>
          )
        }
      >
        <span className="count">
          {used === undefined ? '' : t('settings.cacheOf', { used: bytes(used.bytes), limit: bytes(used.limitBytes) })}
        </span>
        <Button disabled={used === undefined || used.entries === 0} onClick={() => setAsking(true)}>
          {t('settings.cacheClear')}
        </Button>
      </Row>
      <SettingRow name="cacheBytes" />
      {used !== undefined && <Place label={t('settings.cacheFolder')} path={used.folder} />}
      {asking && used !== undefined && (
        <ConfirmDialog
          title={t('settings.cacheClearTitle')}
          confirm={t('settings.cacheClear')}
          busy={clear.isPending}
          error={clear.error}
          onConfirm={() => clear.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t('settings.cacheClearWhat', { size: bytes(used.bytes) })}</p>
          <p className="dim">{t('settings.cacheClearKeeps')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
