import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

export const keysQuery = () => queryOptions({ queryKey: ['keys'], queryFn: async () => (await api.keys()).items });
