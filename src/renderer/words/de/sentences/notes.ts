/** What is worth knowing about a photo that went well. */
export const notes = {
  'A file of this name was there and stays.': 'Eine Datei dieses Namens war da und bleibt.',
  'Passed over: with these settings it changes nothing in this picture.':
    'Übergangen: ändert mit diesen Einstellungen nichts an diesem Bild.',
  'Passed over: its condition is not met.': 'Übergangen: die Bedingung ist nicht erfüllt.',
  'Passed over: a filter sent the picture another way.':
    'Übergangen: ein Filter hat das Bild auf einen anderen Weg geschickt.',
  'Passed over: no export needs its result.': 'Übergangen: kein Export braucht das Ergebnis.',
  'It was put into “{folder}”.': 'Die Datei liegt in „{folder}“.',

  // what the source is like
  'An HDR picture (PQ or HLG), which is shown without its HDR range.':
    'Ein HDR-Bild (PQ oder HLG); es wird ohne seinen HDR-Umfang gezeigt.',
  'The HDR gain map is left out; the standard picture is used.':
    'Die HDR-Gain-Map bleibt weg; verwendet wird das Standardbild.',
  'The file has {n} {what}; the {which} one is used.':
    'Die Datei hat {n} {what:counted}; verwendet wird {which:which}.',
  'The file is an animation; the first frame is used.': 'Die Datei ist eine Animation; verwendet wird das erste Bild.',
  'The flattened picture is used; layers are not read.':
    'Verwendet wird das zusammengefügte Bild; Ebenen werden nicht gelesen.',
  'Its colours were converted to sRGB.': 'Die Farben wurden in sRGB umgewandelt.',
  'Read with 8 bits a channel instead of {bits}.': 'Mit 8 statt {bits} Bit je Kanal gelesen.',
  'The camera put no preview into this file; it was developed instead.':
    'Die Kamera hat keine Vorschau in diese Datei gelegt; sie wurde stattdessen entwickelt.',
  'The preview that the camera put into the file is used.':
    'Verwendet wird die Vorschau, die die Kamera in die Datei gelegt hat.',
  'The colours of this camera are not known, so a temperature means nothing; its own white balance is used.':
    'Die Farben dieser Kamera sind nicht bekannt, eine Temperatur sagt also nichts; verwendet wird ihr eigener Weißabgleich.',
  'Parts of the RAW data are damaged.': 'Teile der RAW-Daten sind beschädigt.',
  'CMYK without a colour profile; a generic press profile is assumed.':
    'CMYK ohne Farbprofil; angenommen wird ein allgemeines Druckprofil.',
  'Converted from {space} to RGB.': 'Von {space:spaces} in RGB umgewandelt.',
  'Converted from “{profile}” to {target}.': 'Von „{profile}“ in {target} umgewandelt.',
  'No colour profile embedded; sRGB is assumed.': 'Kein Farbprofil eingebettet; angenommen wird sRGB.',
  'The embedded colour profile is damaged or of another kind; sRGB is assumed.':
    'Das eingebettete Farbprofil ist beschädigt oder von anderer Art; angenommen wird sRGB.',

  // what steps met
  'No subject was found before the background; the whole picture was taken for it.':
    'Vor dem Hintergrund wurde kein Motiv gefunden; das ganze Bild wurde dafür genommen.',
  'The frame is {w} × {h} px instead of {width} × {height}: the subject would have to be enlarged. Allow it with “May enlarge”.':
    'Das Bildfeld hat {w} × {h} px statt {width} × {height}: das Motiv müsste vergrößert werden. Erlaube es mit „Darf vergrößern“.',
  'Nothing was cut off: the whole picture looks like its border.':
    'Nichts wurde abgeschnitten: das ganze Bild sieht aus wie sein Rand.',
  'No face was found, so the part that draws the eye was kept. Look at it, or crop this picture by hand.':
    'Es wurde kein Gesicht gefunden; behalten wurde, was den Blick anzieht. Sieh es dir an, oder schneide dieses Bild von Hand zu.',
  'No face was found, so nothing was smoothed.': 'Es wurde kein Gesicht gefunden, also nichts geglättet.',
  'The subject was hard to tell from its background: look at the edges, or use another model.':
    'Das Motiv war vom Hintergrund schwer zu unterscheiden: sieh dir die Kanten an, oder nimm ein anderes Modell.',
  'The built-in font has no letters for “{letters}”; boxes stand in their place. Write the text in another program and use it as a logo (PNG or SVG).':
    'Die eingebaute Schrift hat keine Zeichen für „{letters}“; an ihrer Stelle stehen Kästchen. Setze den Text in einem anderen Programm, und nimm ihn als Logo (PNG oder SVG).',

  // what exports left out
  'Saved with quality {quality} to stay below {size} kB.':
    'Mit Qualität {quality} gesichert, um unter {size} kB zu bleiben.',
  'What the metadata node sets was left out: this export writes no metadata at all.':
    'Was der Knoten für Metadaten setzt, wurde weggelassen: dieser Export schreibt keine Metadaten.',
  'The camera maker’s private notes were left out: they do not fit into a JPEG.':
    'Die eigenen Angaben des Kameraherstellers wurden weggelassen: sie passen nicht in ein JPEG.',
  'Web browsers ignore the orientation tag of WebP; apply the orientation before this export.':
    'Browser beachten die Ausrichtungsangabe von WebP nicht; wende die Ausrichtung vor diesem Export an.',
  '{format} has no place for IPTC records; what they say was written as XMP.':
    '{format} hat keinen Platz für IPTC-Angaben; was sie sagen, wurde als XMP geschrieben.',
  'Texts of the PNG were left out, for which there is no field: {names}.':
    'Texte der PNG-Datei, für die es kein Feld gibt, wurden weggelassen: {names}.',
  'XMP metadata left out: a position in it could not be removed safely.':
    'XMP-Metadaten weggelassen: ein Aufnahmeort darin ließ sich nicht sicher entfernen.',
};
