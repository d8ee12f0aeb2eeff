import type { NodeDictionary } from './node-words.ts';

/** Cut-outs, skin, spots, and what is laid over the picture. */
export const retouch: NodeDictionary = {
  maskPicture: {
    english: 'Mask as picture',
    label: 'Maske als Bild',
    description: 'Zeigt eine Maske als graues Bild, das man ansehen und exportieren kann.',
    params: { invert: ['Umkehren', 'Schwarz, wo das Motiv ist.'] },
  },
  removeBackground: {
    english: 'Remove background',
    label: 'Freistellen',
    description: 'Schneidet das Motiv aus: der Hintergrund wird durchsichtig. Die Maske können andere Schritte nutzen.',
    params: {
      method: [
        'Verfahren',
        'Automatisch: nach der Farbe des Hintergrunds, wo er schlicht ist, sonst mit dem Modell. Farbe: genau bei schlichtem Hintergrund. Modell: für jeden Hintergrund.',
      ],
      model: [
        'Modell',
        'u2netp ist eingebaut. Andere: name.onnx und name.json (Lizenz, width, height, mean, std) in den Ordner „models“ des Datenordners legen.',
      ],
      shift: ['Kante versetzen', 'Unter 0 rückt der Umriss nach innen, was einen Saum entfernt.'],
      feather: ['Weiche Kante'],
      decontaminate: ['Kantenfarben reinigen', 'Nimmt die Farbe des alten Hintergrunds aus Haaren und weichen Kanten.'],
    },
    results: {
      method: 'Was das Motiv gefunden hat: model oder key.',
      confidence: 'Wie sicher es ist, 0–1; unter 0,5 lohnt ein Blick auf die Kanten.',
      coverage: 'Der Teil des Bildes, den das Motiv bedeckt, 0–1.',
      bounds: 'Das Rechteck um das Motiv, px: left, top, width, height.',
    },
  },
  replaceBackground: {
    english: 'Replace background',
    label: 'Hintergrund ersetzen',
    description:
      'Setzt Weiß, eine Farbe, ein Bild oder den unscharfen alten Hintergrund hinter ein freigestelltes Motiv.',
    params: {
      fill: [
        'Hintergrund',
        'Weiß: genau 255, wie Marktplätze es verlangen. Unschärfe: der alte Hintergrund; das Bild vor dem Freistellen an den Eingang „Original“ hängen.',
      ],
      color: ['Farbe', 'Für „Farbe“.'],
      image: ['Bild', 'Für „Bild“: eine Datei, die auf den Hintergrund skaliert und zugeschnitten wird.'],
      radius: ['Radius der Unschärfe', 'Für „Unschärfe“: Standardabweichung der Gaußschen Glocke.'],
    },
  },
  shadow: {
    english: 'Shadow',
    label: 'Schatten',
    description: 'Gibt einem freigestellten Motiv einen Schlagschatten, einen Kontaktschatten oder eine Spiegelung.',
    params: {
      kind: ['Art'],
      opacity: ['Deckkraft'],
      blur: ['Unschärfe', 'Nicht für Spiegelungen.'],
      angle: ['Licht von', 'Für Schlagschatten: 0° ist von rechts, 90° von oben, 180° von links.'],
      distance: ['Abstand', 'Für Schlagschatten.'],
      height: ['Höhe', 'Eines Kontaktschattens (etwa 3), oder wie weit eine Spiegelung reicht (etwa 15).'],
      gap: ['Lücke', 'Zwischen Motiv und Spiegelung.'],
      color: ['Farbe', 'Von Schatten.'],
      grow: ['Fläche vergrößern', 'Das Bild größer machen, wo der Schatten sonst abgeschnitten würde.'],
    },
  },
  skinSmooth: {
    english: 'Smooth skin',
    label: 'Haut glätten',
    description: 'Gleicht Haut aus und behält ihre Struktur, durch Frequenztrennung.',
    params: {
      strength: ['Stärke'],
      radius: ['Größe der Unreinheiten', 'Der kurzen Kante; mehr für Nahaufnahmen.'],
      texture: ['Struktur behalten'],
      faces: [
        'Nur Gesichter',
        'Alles andere mit der Farbe von Haut bleibt. Gesichter werden gefunden, wenn sie hierher sehen.',
      ],
    },
    results: {
      skin: 'Der Teil des Bildes, der Haut ist, 0–1.',
      faces: 'Wie viele Gesichter gefunden wurden, wenn nur Gesichter geglättet werden.',
    },
  },
  spotHeal: {
    english: 'Heal spots',
    label: 'Flecken entfernen',
    description: 'Nimmt Sensorstaub, Fusseln und genannte Flecken heraus und füllt sie aus ihrer Umgebung.',
    params: {
      detect: ['Staub finden', 'Sucht von selbst nach kleinen Flecken.'],
      sensitivity: ['Empfindlichkeit'],
      size: ['Größter Fleck', 'Sein Durchmesser, von der langen Kante.'],
      spots: [
        'Flecken',
        'Stellen, die in jedem Bild geheilt werden, wie bei Staub auf dem Sensor: x, y und Radius von 0 bis 1.',
      ],
    },
    results: {
      count: 'Wie viele Flecken geheilt wurden.',
      spots: 'Die geheilten Flecken, als { x, y, radius } von 0 bis 1.',
    },
  },
};

/** What is laid over or around the picture. */
export const overlay: NodeDictionary = {
  border: {
    english: 'Border',
    label: 'Rahmen',
    description: 'Rahmt das Bild: ein Rand in jeder Farbe, eine feine Linie innen, eine Unterschrift.',
    params: {
      width: ['Breite'],
      unit: ['Einheit', 'Der Breiten: Prozent der langen Kante, oder Pixel.'],
      color: ['Farbe'],
      lineWidth: ['Linie', 'Eine Linie um das Bild, innerhalb des Rahmens; 0 für keine.'],
      lineColor: ['Farbe der Linie'],
      caption: ['Unterschrift', 'Text unter dem Bild: {name}, {exif.copyright}, {exif.year} …'],
      captionSize: ['Größe der Unterschrift', 'Höhe der Buchstaben, von der langen Kante.'],
      captionColor: ['Farbe der Unterschrift'],
    },
  },
  collage: {
    english: 'Compare sheet',
    label: 'Vergleichsblatt',
    description: 'Legt mehrere Zweige beschriftet nebeneinander: vorher und nachher, oder Varianten zur Auswahl.',
    params: {
      columns: ['Spalten', '0: bis zu drei nebeneinander.'],
      cellWidth: ['Breite der Felder'],
      cellHeight: ['Höhe der Felder'],
      gap: ['Abstand'],
      labels: ['Beschriftung', 'Unter den Bildern, durch Semikolon getrennt: „Vorher; Nachher {name}“.'],
      labelSize: ['Schriftgröße', 'Höhe der Buchstaben.'],
      background: ['Hintergrund'],
      textColor: ['Textfarbe'],
    },
  },
  watermark: {
    english: 'Watermark',
    label: 'Wasserzeichen',
    description: 'Legt Text oder ein Logo über das Bild, an einer von neun Stellen oder gekachelt.',
    params: {
      text: ['Text', 'Mit Platzhaltern: {name}, {seq:4}, {date:YYYY}, {exif.copyright} …'],
      image: ['Logo', 'Pfad eines Bildes, am besten PNG oder SVG mit Transparenz.'],
      position: ['Lage'],
      scale: ['Größe', 'Breite des Zeichens, von der Breite des Bildes.'],
      opacity: ['Deckkraft'],
      margin: ['Abstand', 'Vom Rand, von der kurzen Kante des Bildes.'],
      tile: ['Kacheln', 'Das Zeichen über das ganze Bild wiederholen.'],
      color: ['Textfarbe'],
      shadow: ['Textschatten', 'Hält Text auf einem Hintergrund seiner eigenen Farbe lesbar.'],
    },
  },
};
