/** Writing results, and taking them back. */
export const delivery = {
  'Files cannot be moved within the folder “{folder}”. Choose another.':
    'Im Ordner „{folder}“ lassen sich keine Dateien verschieben. Wähle einen anderen.',
  '“{path}” is a folder and is not replaced by a picture.':
    '„{path}“ ist ein Ordner und wird nicht durch ein Bild ersetzt.',
  'The output folder “{folder}” is not there (any more).': 'Der Ausgabeordner „{folder}“ ist nicht (mehr) da.',
  'The output folder “{folder}” is gone. Connect its disk or make the folder again, then resume.':
    'Der Ausgabeordner „{folder}“ ist weg. Verbinde seinen Datenträger, oder lege den Ordner neu an, und setze dann fort.',
  'The output folder {folder} is not there. Connect its disk, or make the folder again if you deleted it, then undo.':
    'Der Ausgabeordner {folder} ist nicht da. Verbinde seinen Datenträger, oder lege den Ordner neu an, wenn du ihn gelöscht hast, und mache dann rückgängig.',
  'The finished file for “{path}” is gone: {temp}. Retry.':
    'Die fertige Datei für „{path}“ ist weg: {temp}. Versuche es noch einmal.',
  'The finished file for “{path}” has another size than was written: {temp}. Retry.':
    'Die fertige Datei für „{path}“ hat eine andere Größe als geschrieben: {temp}. Versuche es noch einmal.',
  'The finished file for “{path}” changed before it was delivered. Retry.':
    'Die fertige Datei für „{path}“ hat sich vor der Ablage verändert. Versuche es noch einmal.',
  '“{path}” would overwrite the original “{original}”. Choose another output folder or another name.':
    '„{path}“ würde das Original „{original}“ überschreiben. Wähle einen anderen Ausgabeordner oder einen anderen Namen.',
  '“{path}” is one of the originals of this run and is not overwritten. Choose another output folder or another name.':
    '„{path}“ ist eines der Originale dieses Stapels und wird nicht überschrieben. Wähle einen anderen Ausgabeordner oder einen anderen Namen.',
  '“{path}” belongs to another picture of this run.': '„{path}“ gehört zu einem anderen Bild dieses Stapels.',
  '“{path}” is no ordinary file and is not replaced by a picture.':
    '„{path}“ ist keine gewöhnliche Datei und wird nicht durch ein Bild ersetzt.',
  '“{path}” changed while it was copied. Try again.':
    '„{path}“ hat sich beim Kopieren verändert. Versuche es noch einmal.',
  'The name of “{node}” is bound to {reference}, which is no text for this picture.':
    'Der Name von „{node}“ wird von {reference} übernommen, und das ist bei diesem Bild kein Text.',
  'There is no space left to write to the folder “{folder}”. Free some space or choose another folder, then retry.':
    'Für den Ordner „{folder}“ ist kein Platz mehr. Schaffe Platz, oder wähle einen anderen Ordner, und versuche es noch einmal.',
  'The output folder “{folder}” cannot be written: {why}. Check it or choose another folder.':
    'In den Ausgabeordner „{folder}“ lässt sich nicht schreiben: {why:said}. Prüfe ihn, oder wähle einen anderen Ordner.',
  'you are not allowed to write there': 'du darfst dort nicht schreiben',
  'the system does not allow writing there': 'das System erlaubt dort kein Schreiben',
  'it is on a volume that can only be read': 'er liegt auf einem Datenträger, der sich nur lesen lässt',
  'it is not there (any more)': 'er ist nicht (mehr) da',
  'a part of its path is a file': 'ein Teil seines Pfads ist eine Datei',
  'the path is too long': 'der Pfad ist zu lang',
  'its path is a loop of links': 'sein Pfad ist ein Kreis von Verweisen',
  'the disk reports an error': 'der Datenträger meldet einen Fehler',
  'another program uses the file': 'ein anderes Programm benutzt die Datei',
  'there is no space left': 'es ist kein Platz mehr',
  '“{at}” is no folder, so nothing can be written to “{folder}”.':
    '„{at}“ ist kein Ordner, also lässt sich nichts nach „{folder}“ schreiben.',
  'Nothing may be written to “{folder}”. Change its permissions, or choose another output folder.':
    'Nach „{folder}“ darf nichts geschrieben werden. Ändere die Rechte, oder wähle einen anderen Ausgabeordner.',
  'Nothing can be written to {folder}: the system says {code}.':
    'Nach {folder} lässt sich nichts schreiben: das System meldet {code}.',

  // zips of results
  'A delivered file changed while it was zipped. Leave the files alone and retry.':
    'Eine abgelegte Datei hat sich beim Zippen verändert. Lass die Dateien in Ruhe, und versuche es noch einmal.',
  'The delivered file “{path}” is gone, so it cannot be zipped. Run it again.':
    'Die abgelegte Datei „{path}“ ist weg und lässt sich nicht zippen. Bearbeite das Foto noch einmal.',

  // undo: why a file stays
  'the same picture was there before the run': 'dasselbe Bild war schon vor dem Stapel da',
  'it is not on record whether it replaced another file':
    'es ist nicht verzeichnet, ob sie eine andere Datei ersetzt hat',
  'it cannot be undone: {why}': 'sie lässt sich nicht zurücknehmen: {why:said}',
  'it was changed after the run made it': 'sie wurde nach dem Stapel verändert',
  'the file that it replaced is not kept any more': 'die Datei, die sie ersetzt hat, ist nicht mehr aufgehoben',

  // webhooks
  'The message could not be written ({why}).': 'Die Nachricht ließ sich nicht schreiben ({why}).',
  'The receiver answered {status}.': 'Der Empfänger hat mit {status} geantwortet.',
};
