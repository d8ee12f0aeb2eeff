import type { NodeDictionary } from './node-words.ts';

const BACKGROUND =
  'auto: Transparenz, oder die Farbe entlang der Kanten. alpha: nur Transparenz. Oder eine Farbe: „#ffffff“.';
const TOLERANCE = 'Wie weit der Hintergrund von seiner Farbe abweichen darf; mehr bei Rauschen und weichen Schatten.';

/** Cutting, turning and sizing. */
export const geometry: NodeDictionary = {
  autoOrient: {
    english: 'Auto-orient',
    label: 'Aufrichten',
    description:
      'Dreht das Bild, wie seine EXIF-Ausrichtung es sagt, wo die Eingabe es gelassen hat, wie es gespeichert ist.',
  },
  crop: {
    english: 'Crop',
    label: 'Zuschneiden',
    description:
      'Behält einen Teil des Bildes, nach Seitenverhältnis oder in Pixeln: an einer Seite, in der Mitte oder dort, wo das Wichtige ist.',
    params: {
      aspect: ['Seitenverhältnis', 'Breite zu Höhe des größten Teils, der bleibt: „4:5“, „16:9“, 1.91 …'],
      width: ['Breite'],
      height: ['Höhe'],
      left: ['Links', 'Von der linken Kante, statt der Lage.'],
      top: ['Oben', 'Von der oberen Kante, statt der Lage.'],
      gravity: [
        'Lage',
        'Welcher Teil bleibt: eine Richtung, oder wo der Blick hinfällt oder die meisten Details sind.',
      ],
    },
  },
  fillFrame: {
    english: 'Fill frame',
    label: 'Rahmen füllen',
    description:
      'Findet das Motiv und setzt es in die Mitte, sodass es einen Anteil eines Rahmens von beliebiger Form oder Größe füllt.',
    params: {
      aspect: ['Seitenverhältnis', 'Breite zu Höhe des Rahmens; das Motiv behält seine Pixel: „1:1“, „4:5“ …'],
      width: ['Breite', 'Des Rahmens.'],
      height: ['Höhe', 'Des Rahmens.'],
      fill: ['Füllung', 'Breite oder Höhe des Motivs, was auch immer dem Rahmen näher kommt.'],
      subject: ['Hintergrund', BACKGROUND],
      tolerance: ['Toleranz', TOLERANCE],
      color: ['Farbe', 'Des Rahmens, wo das Bild nicht hinreicht. auto: wie der gefundene Hintergrund.'],
      enlarge: [
        'Darf vergrößern',
        'Kleine Motive vergrößern; sonst wird ein Rahmen in Pixeln kleiner und behält sein Seitenverhältnis.',
      ],
    },
    results: {
      subject: 'Rechteck um das Motiv: left, top, width, height, px des Bildes davor.',
      fill: 'Was es nun füllt, in Prozent.',
    },
  },
  flip: {
    english: 'Flip',
    label: 'Spiegeln',
    description: 'Spiegelt das Bild, links und rechts oder oben und unten.',
    params: { axis: ['Richtung', 'Waagerecht tauscht links und rechts, senkrecht tauscht oben und unten.'] },
  },
  pad: {
    english: 'Pad',
    label: 'Fläche erweitern',
    description: 'Setzt das Bild auf eine größere Fläche: nach Seitenverhältnis, Größe oder Rand, in jeder Farbe.',
    params: {
      aspect: ['Seitenverhältnis', 'Breite zu Höhe der Fläche: „1:1“, „4:5“, 1.91 …'],
      width: ['Breite', 'Der Fläche, mindestens.'],
      height: ['Höhe', 'Der Fläche, mindestens.'],
      margin: ['Rand', 'Auf jeder Seite: Pixel, oder Prozent der langen Kante wie „5%“.'],
      color: ['Farbe', 'Der Fläche.'],
      gravity: ['Lage', 'Wo das Bild auf der Fläche liegt.'],
    },
  },
  perspective: {
    english: 'Perspective',
    label: 'Perspektive',
    description: 'Entzerrt, was schräg fotografiert wurde: stürzende Linien, Seiten, Gemälde.',
    params: {
      vertical: ['Senkrecht', 'Über 0 wird oben breiter (Gebäude, die nach hinten kippen), unter 0 unten.'],
      horizontal: ['Waagerecht', 'Über 0 wird die rechte Seite höher, unter 0 die linke.'],
      corners: [
        'Ecken',
        'Stattdessen: was zum Rechteck wird, als oben links, oben rechts, unten rechts, unten links; [0, 0] bis [1, 1].',
      ],
      kernel: ['Neuberechnung'],
      autocrop: ['Auf das Rechteck schneiden', 'Sonst bleibt das ganze Bild, auf dem Hintergrund.'],
      background: ['Hintergrund'],
    },
  },
  resize: {
    english: 'Resize',
    label: 'Größe ändern',
    description: 'Macht das Bild kleiner: nach langer oder kurzer Kante, Breite und Höhe, Megapixeln oder Prozent.',
    params: {
      longEdge: ['Lange Kante'],
      shortEdge: ['Kurze Kante'],
      width: ['Breite'],
      height: ['Höhe'],
      megapixels: ['Megapixel'],
      percent: ['Prozent'],
      fit: [
        'Einpassung',
        'Bei Breite und Höhe: hinein, gerade darüber, darüber und aus der Mitte beschnitten, oder auf sie verzerrt.',
      ],
      kernel: ['Rechenweg', 'Wie Pixel gewichtet werden.'],
      enlarge: ['Vergrößern', 'Auch kleine Bilder größer machen.'],
    },
  },
  rotate: {
    english: 'Rotate',
    label: 'Drehen',
    description: 'Dreht das Bild im Uhrzeigersinn: um Viertel, oder um ein paar Grad für einen geraden Horizont.',
    params: {
      angle: ['Winkel', 'Im Uhrzeigersinn.'],
      autocrop: ['Ecken abschneiden', 'Auf das größte aufrechte Rechteck im gedrehten Bild schneiden.'],
      background: ['Hintergrund', 'Der Ecken, wo sie nicht abgeschnitten werden.'],
    },
  },
  smartCrop: {
    english: 'Smart crop',
    label: 'Klug zuschneiden',
    description: 'Schneidet auf ein Seitenverhältnis oder eine genaue Größe um das, was im Bild wichtig ist.',
    params: {
      aspect: ['Seitenverhältnis', 'Breite zu Höhe: „4:5“, „16:9“ …'],
      width: ['Breite', 'Des Ergebnisses.'],
      height: ['Höhe', 'Des Ergebnisses.'],
      by: [
        'Suchen nach',
        'Was den Blick anzieht (Farbe, Kanten, Haut), Gesichtern (wo keines ist, was den Blick anzieht), oder den meisten Details.',
      ],
      enlarge: [
        'Darf vergrößern',
        'Kleine Bilder auf die Größe bringen; sonst werden sie aus dem geschnitten, was sie haben.',
      ],
    },
  },
  trim: {
    english: 'Trim',
    label: 'Rand abschneiden',
    description: 'Schneidet einen gleichmäßigen Rand ab: Scannerkanten, Papier, leere Transparenz.',
    params: {
      background: ['Rand', BACKGROUND],
      tolerance: ['Toleranz', TOLERANCE],
      margin: ['Abstand', 'Der um das Gefundene bleibt.'],
    },
    results: { bounds: 'Was geblieben ist: left, top, width, height, px des Bildes davor.' },
  },
  upscale: {
    english: 'Upscale',
    label: 'Hochskalieren',
    description: 'Vergrößert das Bild auf das 2- bis 4-Fache und hält es scharf.',
    params: {
      factor: ['Faktor'],
      model: [
        'Modell',
        'Leer: Lanczos. Sonst ein Modell: name.onnx und name.json (kind „upscale“, Lizenz, scale) im Ordner „models“ des Datenordners.',
      ],
      detail: ['Detail'],
    },
  },
};
