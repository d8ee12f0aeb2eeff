import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '../../../contract/key.ts';
import { api } from '../../api/client.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useWords } from '../../words/use-words.ts';
import { KeyDialog } from './key-dialog.tsx';
import { KeyRow } from './key-row.tsx';
import { keysQuery } from './use-keys.ts';
import { WebhookSecret } from './webhook-secret.tsx';

/** Keys for scripts: made, listed, revoked; and the secret that webhooks are signed with. */
export function KeysSection() {
  const { t } = useWords();
  const client = useQueryClient();
  const keys = useQuery(keysQuery());
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const revoke = useMutation({
    mutationFn: (id: number) => api.revokeKey({ params: { id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keysQuery().queryKey });
      setRevoking(null);
    },
  });
  const add = (
    <Button variant="filled" leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setMaking(true)}>
      {t('settings.newKey')}
    </Button>
  );
  return (
    <>
      <div className="settings-lead-row">
        <p className="settings-lead dim">{t('settings.keysLead')}</p>
        {keys.data !== undefined && keys.data.length > 0 && add}
      </div>
      {keys.data === undefined && <ErrorNotice error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data?.length === 0 && (
        <EmptyState icon={<IconKey size={36} stroke={1} />} title={t('settings.noKeys')} actions={add}>
          {t('settings.noKeysMore')}
        </EmptyState>
      )}
      {keys.data !== undefined && keys.data.length > 0 && (
        <ul className="keys" aria-label={t('settings.section.keys')}>
          {keys.data.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
          ))}
        </ul>
      )}
      <WebhookSecret />
      {making && <KeyDialog onClose={() => setMaking(false)} />}
      {revoking !== null && (
        <ConfirmDialog
          title={t('settings.revokeTitle', { name: revoking.name })}
          confirm={t('settings.revoke')}
          busy={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate(revoking.id)}
          onClose={() => setRevoking(null)}
        >
          <p>{t('settings.revokeWhat', { prefix: revoking.prefix })}</p>
          <p className="dim">{t('settings.revokeFinal')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
