/** What a workflow brings along: models, colour tables, logos. */
export const models = {
  'There is no model “{name}”, or use “{builtIn}”, which is built in.':
    'Es gibt kein Modell „{name}“; nimm sonst „{builtIn}“, das eingebaut ist.',
  'There is no model “{name}”: put it at {path}, with {card} beside it, or use “{builtIn}”, which is built in.':
    'Es gibt kein Modell „{name}“: lege es nach {path}, mit {card} daneben, oder nimm „{builtIn}“, das eingebaut ist.',
  'The model “{name}” has no description: put {path} beside it, with at least {example}.':
    'Das Modell „{name}“ hat keine Beschreibung: lege {path} daneben, mit mindestens {example}.',
  'The description of the model “{name}” cannot be used: {why}. Correct {path}':
    'Die Beschreibung des Modells „{name}“ ist nicht brauchbar: {why:said}. Berichtige {path}',
  'it is not JSON ({why})': 'sie ist kein JSON ({why:said})',
  unreadable: 'unlesbar',
  'The built-in model {file} is missing. Install Safelight again.':
    'Das eingebaute Modell {file} fehlt. Installiere Safelight neu.',
  'The model {path} cannot be read.': 'Das Modell {path} ist nicht lesbar.',
  'The model “{name}” cannot be run: {why}.': 'Das Modell „{name}“ läuft nicht: {why:said}.',
  'it has no {what} “{name}”, only {names}': 'es hat keinen {what:ends} „{name}“, nur {names}',
  'its output is {type}, not float32': 'sein Ausgang ist {type}, nicht float32',
  'The model “{name}” gives {n} numbers, not one for each of {width}×{height} pixels: correct width and height in its description, or name another output.':
    'Das Modell „{name}“ liefert {n} Zahlen, nicht eine für jeden von {width}×{height} Pixeln: berichtige width und height in seiner Beschreibung, oder nenne einen anderen Ausgang.',
  'The model “{name}” gives {n} numbers for a square of {side} px, not {scale} times its size: correct scale and tile in its description.':
    'Das Modell „{name}“ liefert {n} Zahlen für ein Quadrat von {side} px, nicht das {scale}-fache seiner Größe: berichtige scale und tile in seiner Beschreibung.',
  'The program that runs cut-out models (onnxruntime) does not start on this computer. Use the method “key” for pictures on a plain backdrop.':
    'Das Programm, das Modelle zum Freistellen ausführt (onnxruntime), startet auf diesem Rechner nicht. Nimm für Bilder vor einfarbigem Hintergrund die Methode „Farbe des Hintergrunds“.',

  'The colour table “{name}” is larger than 64 MB; use a smaller one.':
    'Die Farbtabelle „{name}“ ist größer als 64 MB; nimm eine kleinere.',
  'The colour table “{name}” is not there any more; choose it again in the LUT node.':
    'Die Farbtabelle „{name}“ ist nicht mehr da; wähle sie im LUT-Knoten noch einmal aus.',
  'The colour table “{name}” cannot be read; check that you may open it.':
    'Die Farbtabelle „{name}“ ist nicht lesbar; prüfe, ob du sie öffnen darfst.',
  'The colour table “{name}” cannot be used: {why}.': 'Die Farbtabelle „{name}“ ist nicht brauchbar: {why:said}.',
  'line {n} should hold three numbers': 'Zeile {n} müsste drei Zahlen enthalten',
  'line {n} ({word}) is not right': 'Zeile {n} ({word}) stimmt nicht',
  'it has no LUT_1D_SIZE or LUT_3D_SIZE line': 'sie hat keine Zeile LUT_1D_SIZE oder LUT_3D_SIZE',
  'it should hold {n} colours and has {has}; it may be cut off':
    'sie müsste {n} Farben enthalten und hat {has}; vielleicht ist sie abgeschnitten',
  'its domain is empty': 'ihr Wertebereich ist leer',
  'the size on line {n} should be a whole number from 2 to {most}':
    'die Größe in Zeile {n} müsste eine ganze Zahl von 2 bis {most} sein',

  'The logo “{name}” is larger than 64 MB; save a smaller version of it.':
    'Das Logo „{name}“ ist größer als 64 MB; sichere eine kleinere Fassung davon.',
  'The logo “{name}” is not there any more; choose it again in the watermark node.':
    'Das Logo „{name}“ ist nicht mehr da; wähle es im Knoten „Wasserzeichen“ noch einmal aus.',
  'The logo “{name}” cannot be read; check that you may open it.':
    'Das Logo „{name}“ ist nicht lesbar; prüfe, ob du es öffnen darfst.',
  'The logo “{name}” is not a picture that can be read; use a PNG or SVG file.':
    'Das Logo „{name}“ ist kein lesbares Bild; nimm eine PNG- oder SVG-Datei.',
};
