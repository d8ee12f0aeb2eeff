import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SettingResource } from '../../../contract/api.ts';
import type { SettingKey } from '../../../contract/settings.ts';
import { api } from '../../api/client.ts';

export const settingsQuery = () =>
  queryOptions({ queryKey: ['settings'], queryFn: async () => (await api.settings()).items });

/** One setting as it stands, and what changes it; undefined before it is known. `null` goes back to the standard. */
export function useSetting(key: SettingKey): {
  setting: SettingResource | undefined;
  save: (value: unknown) => void;
  saving: boolean;
  error: Error | null;
} {
  const client = useQueryClient();
  const { queryKey } = settingsQuery();
  const { data } = useQuery(settingsQuery());
  const change = useMutation({
    mutationFn: (value: unknown) => api.updateSettings({ body: { [key]: value } }),
    onSuccess: ({ items }) => {
      client.setQueryData(queryKey, items);
      void client.invalidateQueries({ queryKey: ['system'] });
    },
  });
  return {
    setting: data?.find((one) => one.key === key),
    save: change.mutate,
    saving: change.isPending,
    error: change.error,
  };
}
