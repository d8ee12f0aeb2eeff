import { colour } from './nodes/colour.ts';
import { detail } from './nodes/detail.ts';
import { files } from './nodes/files.ts';
import { geometry } from './nodes/geometry.ts';
import type { NodeDictionary } from './nodes/node-words.ts';
import { overlay, retouch } from './nodes/retouch.ts';

/** Every node type in German, by its name. */
export const nodes: NodeDictionary = { ...files, ...geometry, ...colour, ...detail, ...retouch, ...overlay };
