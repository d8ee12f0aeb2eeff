/** Result fields that every node with a picture has. */
export const pictureResults: Record<string, string> = {
  width: 'Breite des Bildes, px.',
  height: 'Höhe des Bildes, px.',
};

/** Labels of ports, by their English. */
export const ports: Record<string, string> = {
  Image: 'Bild',
  'Image 1': 'Bild 1',
  'Image 2': 'Bild 2',
  'Image 3': 'Bild 3',
  'Image 4': 'Bild 4',
  'Image 5': 'Bild 5',
  'Image 6': 'Bild 6',
  Mask: 'Maske',
  File: 'Datei',
  Original: 'Original',
  Match: 'Trifft zu',
  Else: 'Sonst',
  'Only within': 'Nur innerhalb',
};

/** Headings of groups of params, by their English. */
export const groups: Record<string, string> = {
  Size: 'Größe',
  Subject: 'Motiv',
  Colours: 'Farben',
  Channels: 'Kanäle',
  Tint: 'Tönung',
  Hue: 'Farbton',
  Saturation: 'Sättigung',
  Luminance: 'Helligkeit',
  'Camera RAW': 'Kamera-RAW',
  Shadows: 'Tiefen',
  Midtones: 'Mitteltöne',
  Highlights: 'Lichter',
};

/** Units that are not the same in every language. */
export const units: Record<string, string> = { bits: 'Bit' };
