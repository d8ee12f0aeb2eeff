import type { NodeDictionary } from './node-words.ts';

/** Sharpness, noise and grain. */
export const detail: NodeDictionary = {
  clarity: {
    english: 'Clarity and texture',
    label: 'Klarheit und Struktur',
    description: 'Lässt Formen und feine Strukturen hervortreten oder weicher werden; Farben bleiben, wie sie sind.',
    params: {
      clarity: ['Klarheit', 'Kontrast größerer Formen.'],
      texture: ['Struktur', 'Kontrast feiner Strukturen; unter 0 werden Flächen glatter.'],
    },
  },
  denoise: {
    english: 'Denoise',
    label: 'Rauschen reduzieren',
    description:
      'Nimmt das Rauschen hoher ISO-Werte heraus: Körnung der Helligkeit und Flecken der Farbe. Ein sauberes Bild ändert sich kaum.',
    params: {
      luma: ['Helligkeit', 'Rauschen der Helligkeit.'],
      chroma: ['Farbe', 'Rauschen der Farbe.'],
      detail: ['Detail', 'Wie viel feine Struktur verschont bleibt.'],
    },
  },
  grain: {
    english: 'Grain',
    label: 'Körnung',
    description: 'Gibt Filmkorn hinzu, am stärksten in den Mitteltönen.',
    params: {
      amount: ['Menge'],
      size: ['Größe', 'Im Verhältnis zum Bild.'],
      roughness: ['Rauheit', 'Wie ungleichmäßig sie ist.'],
      seed: ['Startwert', 'Eine andere Zahl, ein anderes Korn.'],
    },
  },
  outputSharpen: {
    english: 'Output sharpening',
    label: 'Ausgabeschärfe',
    description:
      'Das letzte Schärfen für Bildschirm, glänzendes oder mattes Papier. Nach dem Ändern der Größe, vor dem Export.',
    params: {
      medium: ['Für'],
      amount: ['Menge'],
      dpi: ['Auflösung', 'Des Drucks; gilt nicht für Bildschirme.'],
    },
  },
  sharpen: {
    english: 'Sharpen',
    label: 'Schärfen',
    description: 'Macht Kanten schärfer (Unscharf maskieren). Zuletzt, wenn das Bild seine endgültige Größe hat.',
    params: {
      radius: ['Radius'],
      amount: ['Menge'],
      threshold: ['Schwelle', 'Unterschiede von weniger Stufen (von 255) bleiben, wie sie sind.'],
    },
  },
};
