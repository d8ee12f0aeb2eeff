import type { SentenceTable } from '../sentences.ts';
import { ports, units } from './nodes/results.ts';
import { nodes } from './nodes.ts';
import { access } from './sentences/access.ts';
import { delivery } from './sentences/delivery.ts';
import { fields } from './sentences/fields.ts';
import { files } from './sentences/files.ts';
import { models } from './sentences/models.ts';
import { notes } from './sentences/notes.ts';
import { params } from './sentences/params.ts';
import { phrases } from './sentences/phrases.ts';
import { pictures } from './sentences/pictures.ts';
import { runs } from './sentences/runs.ts';
import { workflows } from './sentences/workflows.ts';
import { settings } from './settings.ts';

/** Sentences of the program in German, by their English pattern. */
export const sentences: SentenceTable = {
  sentences: {
    ...fields,
    ...Object.fromEntries(Object.entries(settings.label).map(([key, label]) => [key.replace('_', '.'), label])),
    ...access,
    ...delivery,
    ...files,
    ...models,
    ...notes,
    ...params,
    ...pictures,
    ...runs,
    ...workflows,
  },
  lists: {
    ...phrases,
    nodes: Object.fromEntries(Object.values(nodes).map(({ english, label }) => [english, label])),
    portlabels: ports,
    units,
  },
  marks: [
    [/“(?=[^“”]*”)/g, '„'],
    ['”', '“'],
    [' and ', ' und '],
    [' or ', ' oder '],
  ],
  decimalPoint: ',',
  thousands: '.',
};
