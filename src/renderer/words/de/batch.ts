import type { Words } from '../words.ts';

export const batch: Words['batch'] = {
  title: 'Stapel',
};
