import type { Words } from '../words.ts';

export const item: Words['item'] = {
  title: 'Foto',
};
