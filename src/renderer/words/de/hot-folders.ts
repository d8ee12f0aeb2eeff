import type { Words } from '../words.ts';

export const hotFolders: Words['hotFolders'] = {
  title: 'Überwachte Ordner',
};
