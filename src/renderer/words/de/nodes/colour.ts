import type { NodeDictionary, NodeWords } from './node-words.ts';

/** Bands of the colour wheel, as the program names them. */
const BANDS = {
  red: 'Rot',
  orange: 'Orange',
  yellow: 'Gelb',
  green: 'Grün',
  aqua: 'Aquamarin',
  blue: 'Blau',
  purple: 'Lila',
  magenta: 'Magenta',
};
const HUES = '30° Rot, 60° Orange, 110° Gelb, 140° Grün, 195° Aquamarin, 260° Blau, 330° Magenta.';

/** A param for each band of the colour wheel. */
function forBands(suffix: string, description: string): NonNullable<NodeWords['params']> {
  return Object.fromEntries(Object.entries(BANDS).map(([band, title]) => [band + suffix, [title, description]]));
}

/** Light and colour. */
export const colour: NodeDictionary = {
  autoLevels: {
    english: 'Auto levels',
    label: 'Auto-Tonwerte',
    description: 'Findet die dunkelsten und hellsten Töne und verteilt sie über den ganzen Umfang.',
    params: {
      by: ['Nach', 'Helligkeit lässt Farben, wie sie sind; einzelne Kanäle nehmen auch einen Farbstich heraus.'],
      clipShadows: ['Tiefen beschneiden', 'Anteil aller Pixel, der schwarz werden darf.'],
      clipHighlights: ['Lichter beschneiden', 'Anteil aller Pixel, der weiß werden darf.'],
      strength: ['Stärke'],
    },
    results: {
      black: 'Schwarzpunkt der Helligkeit, Stufe 0–255, die Stärke eingerechnet.',
      white: 'Weißpunkt der Helligkeit, Stufe 0–255, die Stärke eingerechnet.',
      blackRed: 'Schwarzpunkt von Rot, Stufe 0–255, die Stärke eingerechnet.',
      whiteRed: 'Weißpunkt von Rot, Stufe 0–255, die Stärke eingerechnet.',
      blackGreen: 'Schwarzpunkt von Grün, Stufe 0–255, die Stärke eingerechnet.',
      whiteGreen: 'Weißpunkt von Grün, Stufe 0–255, die Stärke eingerechnet.',
      blackBlue: 'Schwarzpunkt von Blau, Stufe 0–255, die Stärke eingerechnet.',
      whiteBlue: 'Weißpunkt von Blau, Stufe 0–255, die Stärke eingerechnet.',
    },
  },
  autoWhiteBalance: {
    english: 'Auto white balance',
    label: 'Auto-Weißabgleich',
    description: 'Findet die Farbe des Lichts im Bild und nimmt den Stich heraus.',
    params: {
      method: [
        'Verfahren',
        'Grauschattierungen passen meistens; graue Welt für gleichmäßige Szenen; weißer Fleck, wo etwas Weißes im Licht ist.',
      ],
      strength: ['Stärke'],
    },
    results: {
      kelvin: 'Temperatur des Lichts, K, die Stärke eingerechnet.',
      tint: 'Tönung des Lichts, −150 bis 150, die Stärke eingerechnet.',
    },
  },
  blackWhite: {
    english: 'Black and white',
    label: 'Schwarzweiß',
    description: 'Macht ein Schwarzweißbild, wobei jede Farbe so hell wird, wie man es will, und auf Wunsch getönt.',
    params: {
      mix: ['Mischung', 'Nach acht Farben, oder nach rotem, grünem und blauem Licht.'],
      ...forBands('', 'Wie hell diese Farbe wird.'),
      channelRed: ['Rotes Licht', 'Drei, die zusammen 100 ergeben, lassen Weiß weiß.'],
      channelGreen: ['Grünes Licht', 'Drei, die zusammen 100 ergeben, lassen Weiß weiß.'],
      channelBlue: ['Blaues Licht', 'Drei, die zusammen 100 ergeben, lassen Weiß weiß.'],
      tintHue: ['Farbton', HUES],
      tintStrength: ['Stärke der Tönung'],
    },
  },
  contrast: {
    english: 'Contrast',
    label: 'Kontrast',
    description: 'Spreizt oder staucht die Töne um die Mitte und macht sie heller oder dunkler.',
    params: { contrast: ['Kontrast'], brightness: ['Helligkeit'] },
  },
  convertProfile: {
    english: 'Convert profile',
    label: 'Profil umwandeln',
    description: 'Wandelt das Bild in ein anderes Farbprofil um und arbeitet darin weiter.',
    params: {
      profile: ['Profil'],
      intent: ['Absicht', 'Alle ergeben hier dasselbe: Matrixprofile enthalten eine Umrechnung für jede Absicht.'],
    },
  },
  curves: {
    english: 'Curves',
    label: 'Gradationskurven',
    description: 'Biegt die Töne entlang einer Kurve durch Punkte, für alle Kanäle und für Rot, Grün und Blau.',
    params: {
      master: ['Alle Kanäle', 'Punkte [von, nach] in Stufen 0–255, von links nach rechts.'],
      red: ['Rot', 'Wirkt vor der Kurve aller Kanäle.'],
      green: ['Grün', 'Wirkt vor der Kurve aller Kanäle.'],
      blue: ['Blau', 'Wirkt vor der Kurve aller Kanäle.'],
    },
  },
  dehaze: {
    english: 'Dehaze',
    label: 'Dunst entfernen',
    description: 'Nimmt Dunst und Nebel aus fernen Teilen des Bildes, oder gibt welchen hinein.',
    params: { amount: ['Menge', 'Unter 0 kommt Dunst hinzu.'] },
  },
  exposure: {
    english: 'Exposure',
    label: 'Belichtung',
    description:
      'Macht das Bild heller oder dunkler, wie eine längere oder kürzere Belichtung es getan hätte, in Blenden.',
    params: { ev: ['Belichtung'] },
  },
  highlightsShadows: {
    english: 'Highlights and shadows',
    label: 'Lichter und Tiefen',
    description: 'Holt helle und dunkle Bereiche zurück, mit ihren Details und ohne Höfe, und setzt Weiß und Schwarz.',
    params: {
      highlights: ['Lichter', 'Unter 0 kommen helle Bereiche zurück.'],
      shadows: ['Tiefen', 'Über 0 öffnen sich dunkle Bereiche.'],
      whites: ['Weiß', 'Die hellsten Töne.'],
      blacks: ['Schwarz', 'Die dunkelsten Töne.'],
    },
  },
  hsl: {
    english: 'Colour mixer',
    label: 'Farbmischer',
    description:
      'Ändert Farbton, Sättigung und Helligkeit einzelner Farben: Rot, Orange, Gelb, Grün, Aquamarin, Blau …',
    params: {
      ...forBands('Hue', 'Dreht diese Farbe zu ihren Nachbarn im Farbkreis.'),
      ...forBands('Saturation', 'Macht diese Farbe kräftiger oder blasser.'),
      ...forBands('Luminance', 'Macht diese Farbe heller oder dunkler.'),
    },
  },
  levels: {
    english: 'Levels',
    label: 'Tonwerte',
    description: 'Setzt Schwarz- und Weißpunkt und die Helligkeit der Mitteltöne, für alle Kanäle oder einen.',
    params: {
      channel: ['Kanal', 'Alle drei gleich, oder einen davon.'],
      black: ['Schwarzpunkt', 'Was so dunkel oder dunkler ist, wird schwarz.'],
      white: ['Weißpunkt', 'Was so hell oder heller ist, wird weiß.'],
      gamma: ['Gamma', 'Über 1 werden die Mitteltöne heller, unter 1 dunkler.'],
      outputBlack: ['Schwarz der Ausgabe', 'Was aus Schwarz wird.'],
      outputWhite: ['Weiß der Ausgabe', 'Was aus Weiß wird. Unter dem Schwarz der Ausgabe wird das Bild zum Negativ.'],
    },
  },
  lut: {
    english: 'LUT',
    label: 'LUT',
    description: 'Wendet einen Look aus einer .cube-Datei an (1D oder 3D), in jeder Stärke.',
    params: {
      file: ['Tabelle', 'Pfad einer .cube-Datei.'],
      strength: ['Stärke'],
      space: ['Gemacht für', 'Der Farbraum, den die Tabelle erwartet und gibt; sRGB bei fast allen Looks für Fotos.'],
    },
  },
  saturation: {
    english: 'Saturation',
    label: 'Sättigung',
    description: 'Macht Farben kräftiger oder blasser: alle gleich, oder vor allem die blassen (Dynamik).',
    params: { saturation: ['Sättigung'], vibrance: ['Dynamik', 'Wirkt am meisten auf blasse Farben.'] },
  },
  splitTone: {
    english: 'Colour grading',
    label: 'Farbtonung',
    description: 'Gibt Tiefen, Mitteltönen und Lichtern eine eigene Farbe (Split-Toning).',
    params: {
      shadowsHue: ['Farbton der Tiefen', HUES],
      shadowsSaturation: ['Sättigung der Tiefen'],
      midtonesHue: ['Farbton der Mitteltöne', HUES],
      midtonesSaturation: ['Sättigung der Mitteltöne'],
      highlightsHue: ['Farbton der Lichter', HUES],
      highlightsSaturation: ['Sättigung der Lichter'],
      balance: ['Balance', 'Unter 0 bekommt die Farbe der Tiefen mehr Raum, über 0 die der Lichter.'],
    },
  },
  vignette: {
    english: 'Vignette',
    label: 'Vignette',
    description: 'Macht das Bild zu den Ecken hin dunkler oder heller, wie ein Objektiv oder die Dunkelkammer es täte.',
    params: {
      amount: ['Menge', 'Unter 0 werden die Ecken dunkler, darüber heller.'],
      midpoint: ['Mittelpunkt', 'Wie weit von der Mitte sie beginnt.'],
      roundness: ['Rundheit', '−100 rechteckig, 0 wie das Bild, 100 kreisrund.'],
      feather: ['Weichheit', 'Wie sanft der Übergang ist.'],
    },
  },
  whiteBalance: {
    english: 'White balance',
    label: 'Weißabgleich',
    description: 'Nimmt einen Farbstich heraus: Temperatur von kühl bis warm, Tönung von Grün bis Magenta.',
    params: { kelvin: ['Temperatur'], tint: ['Tönung', 'Von Grün bis Magenta.'] },
  },
};
