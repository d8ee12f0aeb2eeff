/** Reading pictures and making them. */
export const pictures = {
  // files that are read
  '“{name}” is not a file. Choose a picture instead.': '„{name}“ ist keine Datei. Wähle stattdessen ein Bild.',
  '“{name}” is empty (0 bytes). Copy it again.': '„{name}“ ist leer (0 Bytes). Kopiere die Datei noch einmal.',
  '“{name}” is empty (0 bytes). Copy it again from the camera or card.':
    '„{name}“ ist leer (0 Bytes). Kopiere die Datei noch einmal von der Kamera oder Karte.',
  '“{name}” is larger than 2 GB, which cannot be read yet.':
    '„{name}“ ist größer als 2 GB und lässt sich deshalb noch nicht lesen.',
  '“{name}” changed while it was read; another program is probably still writing it. Try again when that is done.':
    '„{name}“ hat sich beim Lesen verändert; wahrscheinlich schreibt ein anderes Programm noch daran. Versuche es noch einmal, wenn es fertig ist.',
  '“{name}” is not there any more. Was it moved, renamed or deleted?':
    '„{name}“ ist nicht mehr da. Wurde die Datei verschoben, umbenannt oder gelöscht?',
  '“{name}” cannot be read: {why}.': '„{name}“ ist nicht lesbar: {why:said}.',
  'you have no permission to read it': 'du darfst die Datei nicht lesen',
  'the disk reports a read error': 'der Datenträger meldet einen Lesefehler',
  'it is a folder': 'es ist ein Ordner',
  'the system says {code}': 'das System meldet {code}',
  '“{name}” is not a picture.': '„{name}“ ist kein Bild.',
  '“{name}” is {what}, not a picture.': '„{name}“ ist {what:said}, kein Bild.',
  '“{name}” is damaged: it is named like a picture, but its content is not that of any picture format. Use another copy of it.':
    '„{name}“ ist beschädigt: die Datei heißt wie ein Bild, aber ihr Inhalt ist der keines Bildformats. Nimm eine andere Kopie.',
  '“{name}” is damaged: its {kind} data cannot be decoded. Use another copy of it.':
    '„{name}“ ist beschädigt: die {kind}-Daten lassen sich nicht lesen. Nimm eine andere Kopie.',
  '“{name}” is damaged or incomplete: its {kind} data cannot be decoded. Use another copy of it.':
    '„{name}“ ist beschädigt oder unvollständig: die {kind}-Daten lassen sich nicht lesen. Nimm eine andere Kopie.',
  '“{name}” is damaged: its header says {width} × {height} px, its content {w} × {h}. Use another copy of it.':
    '„{name}“ ist beschädigt: laut Dateikopf sind es {width} × {height} px, laut Inhalt {w} × {h}. Nimm eine andere Kopie.',
  '“{name}” is incomplete: the {kind} data ends too early. Copy it again from the card or the source.':
    '„{name}“ ist unvollständig: die {kind}-Daten enden zu früh. Kopiere die Datei noch einmal von der Karte oder der Quelle.',
  '“{name}” is {what}; Safelight cannot read {plural} yet. Export it as JPEG, PNG or TIFF.':
    '„{name}“ ist {what:said}; {plural:said} kann Safelight noch nicht lesen. Exportiere das Bild als JPEG, PNG oder TIFF.',
  '“{name}” is a kind of {kind} that Safelight cannot read. Save it again as JPEG, PNG or TIFF.':
    '„{name}“ ist eine Art von {kind}, die Safelight nicht lesen kann. Sichere das Bild neu als JPEG, PNG oder TIFF.',
  '“{name}” is a kind of HEIF that Safelight cannot read: only HEVC pictures are. Export it as JPEG, PNG or TIFF.':
    '„{name}“ ist eine Art von HEIF, die Safelight nicht lesen kann: es liest nur Bilder mit HEVC. Exportiere das Bild als JPEG, PNG oder TIFF.',
  '“{name}” was saved without its flattened picture. Save it again in Photoshop with “Maximize Compatibility”, or as TIFF or PNG.':
    '„{name}“ wurde ohne das zusammengefügte Bild gesichert. Sichere es in Photoshop neu mit „Kompatibilität maximieren“ oder als TIFF oder PNG.',
  '“{name}” comes from a camera whose sensor is read out at an angle, which Safelight cannot develop yet. Use its preview, or export it as TIFF.':
    '„{name}“ kommt von einer Kamera mit schräg ausgelesenem Sensor, was Safelight noch nicht entwickeln kann. Nimm die Vorschau der Kamera, oder exportiere das Bild als TIFF.',
  '“{name}” has {channels} channels, which Safelight cannot read as a picture. Save it again as RGB.':
    '„{name}“ hat {channels} Kanäle, was Safelight nicht als Bild lesen kann. Sichere es neu als RGB.',
  '“{name}” is {width} × {height} px ({megapixels} megapixels); at most {most} megapixels are accepted. Make it smaller in another program first.':
    '„{name}“ hat {width} × {height} px ({megapixels:number} Megapixel); angenommen werden höchstens {most:number} Megapixel. Verkleinere das Bild erst in einem anderen Programm.',
  '“{name}” has {megapixels} megapixels ({width}×{height}); {most} are allowed. Make it smaller in another program, or raise the limit in the settings: safelight settings maxMegapixels {n}':
    '„{name}“ hat {megapixels:number} Megapixel ({width}×{height}); erlaubt sind {most:number}. Verkleinere das Bild in einem anderen Programm, oder erhöhe die Grenze in den Einstellungen: safelight settings maxMegapixels {n}',
  '“{name}” has {megapixels} megapixels; this workflow would need about {bytes} of memory for it, and {most} are allowed. Make the picture smaller first, or raise the limit in the settings: safelight settings memoryBudget {n}GB':
    '„{name}“ hat {megapixels:number} Megapixel; dieser Ablauf bräuchte dafür etwa {bytes:number} Arbeitsspeicher, erlaubt sind {most:number}. Verkleinere erst das Bild, oder erhöhe die Grenze in den Einstellungen: safelight settings memoryBudget {n}GB',
  '“{name}” goes beyond the limits that protect against oversized pictures.':
    '„{name}“ überschreitet die Grenzen, die vor übergroßen Bildern schützen.',
  'There was not enough memory to open “{name}”.': 'Der Arbeitsspeicher hat nicht gereicht, um „{name}“ zu öffnen.',
  '“{name}” is not the picture any more that it was when it was done: the file has been changed since. Do it again to see the new one.':
    '„{name}“ ist nicht mehr das Bild, das bearbeitet wurde: die Datei wurde seither verändert. Bearbeite es noch einmal, um das neue zu sehen.',
  'There is no picture for the input “{node}”.': 'Für den Eingang „{node}“ gibt es kein Bild.',
  'There is no picture at “{node}”.': 'Bei „{node}“ gibt es kein Bild.',
  '“{name}” gives no picture.': '„{name}“ ergibt kein Bild.',

  // kinds of files
  'a {kind} picture': 'ein Bild im Format {kind}',
  'an {kind} picture': 'ein Bild im Format {kind}',
  'a CMYK JPEG XL picture': 'ein Bild im Format JPEG XL mit CMYK',
  'CMYK JPEG XL': 'JPEG XL mit CMYK',
  'a JPEG-compressed BMP picture': 'ein BMP-Bild mit JPEG-Kompression',
  'JPEG-compressed BMP': 'BMP mit JPEG-Kompression',
  'a {bits}-bit Photoshop document': 'ein Photoshop-Dokument mit {bits} Bit',
  '{bits}-bit Photoshop documents': 'Photoshop-Dokumente mit {bits} Bit',
  'a multichannel Photoshop document': 'ein Photoshop-Dokument im Mehrkanalmodus',
  'multichannel Photoshop documents': 'Photoshop-Dokumente im Mehrkanalmodus',
  'a HEIC photo (HEVC)': 'ein HEIC-Foto (HEVC)',
  'an MNG animation': 'eine MNG-Animation',
  'MNG animations': 'MNG-Animationen',
  'a Windows icon': 'ein Windows-Symbol',
  'Windows icons': 'Windows-Symbole',
  'a Windows cursor': 'ein Windows-Mauszeiger',
  'Windows cursors': 'Windows-Mauszeiger',
  'an Apple icon': 'ein Apple-Symbol',
  'Apple icons': 'Apple-Symbole',
  'a DDS texture': 'eine DDS-Textur',
  'DDS textures': 'DDS-Texturen',
  'a GIMP document': 'ein GIMP-Dokument',
  'GIMP documents': 'GIMP-Dokumente',
  'a PostScript or EPS document': 'ein PostScript- oder EPS-Dokument',
  'PostScript or EPS documents': 'PostScript- und EPS-Dokumente',
  'a HEIF photo ({codec})': 'ein HEIF-Foto ({codec})',
  'a web page': 'eine Webseite',
  'an XML document': 'ein XML-Dokument',
  'a text file': 'eine Textdatei',
  'a PDF document': 'ein PDF-Dokument',
  'a zip archive': 'ein Zip-Archiv',
  'a gzip archive': 'ein gzip-Archiv',
  'a RAR archive': 'ein RAR-Archiv',
  'a 7z archive': 'ein 7z-Archiv',
  'a program': 'ein Programm',
  'a colour profile': 'ein Farbprofil',
  'a video': 'ein Video',
  'a sound': 'eine Tondatei',
  'a sound or video': 'eine Ton- oder Videodatei',

  // steps
  '“{name}” could not be processed: {why}': '„{name}“ ließ sich nicht bearbeiten: {why:said}',
  '“{name}”: the step “{node}” failed: {why}': '„{name}“: der Schritt „{node}“ ist fehlgeschlagen: {why:said}',
  'There was not enough memory for “{name}”. Close other programs, use fewer workers, or make the picture smaller.':
    'Der Arbeitsspeicher hat für „{name}“ nicht gereicht. Schließe andere Programme, bearbeite weniger Fotos nebeneinander, oder verkleinere das Bild.',
  'There was not enough memory for this picture. Close other programs, use fewer workers, or make it smaller.':
    'Der Arbeitsspeicher hat für dieses Bild nicht gereicht. Schließe andere Programme, bearbeite weniger Fotos nebeneinander, oder verkleinere es.',
  'To blur the background, connect the input “Original” with the picture before it was cut out.':
    'Um den Hintergrund weichzuzeichnen, verbinde den Eingang „Original“ mit dem Bild vor dem Freistellen.',
  'The two inputs have different sizes ({w}×{h} and {width}×{height}): take both from before the picture was resized or cropped.':
    'Die beiden Eingänge haben verschiedene Größen ({w}×{h} und {width}×{height}): nimm beide von vor dem Skalieren oder Zuschneiden.',
  'No subject was found to cut out. {advice}': 'Es wurde kein Motiv zum Freistellen gefunden. {advice:said}',
  'The backdrop’s colour reaches everywhere: use the method “model”.':
    'Die Farbe des Hintergrunds reicht überall hin: nimm die Methode „Modell“.',
  'Choose another model, crop the picture closer, or give this node a fallback.':
    'Wähle ein anderes Modell, schneide das Bild enger zu, oder gib diesem Knoten einen Ersatz.',
  'There is no shadow: the picture has no transparency around a subject. Cut it out first.':
    'Es gibt keinen Schatten: um das Motiv herum ist nichts durchsichtig. Stelle es erst frei.',

  // finished files
  'A {format} can be at most {most} px long; this picture has {side} px. Resize it before the export, or choose TIFF or PNG.':
    'Ein {format} kann höchstens {most} px lang sein; dieses Bild hat {side} px. Skaliere es vor dem Export, oder wähle TIFF oder PNG.',
  'The picture is in {profile} where {planned} was planned.': 'Das Bild ist in {profile}, wo {planned} geplant war.',
  'The picture needs {size} kB as {format} even at quality {quality}; {most} kB are allowed. Make it smaller with a resize, or allow more.':
    'Das Bild braucht als {format} selbst bei Qualität {quality} {size} kB; erlaubt sind {most} kB. Verkleinere es, oder erlaube mehr.',
  'The picture needs {size} kB as lossless {format}; {most} kB are allowed. Choose JPEG, make it smaller with a resize, or allow more.':
    'Das Bild braucht als verlustfreies {format} {size} kB; erlaubt sind {most} kB. Wähle JPEG, verkleinere das Bild, oder erlaube mehr.',
  'There was not enough memory to write {width} × {height} px as JPEG XL. Resize before the export, or choose AVIF or WebP.':
    'Der Arbeitsspeicher hat nicht gereicht, um {width} × {height} px als JPEG XL zu schreiben. Skaliere vor dem Export, oder wähle AVIF oder WebP.',
  'The disk of {folder} is full. Free some space and try again.':
    'Der Datenträger von {folder} ist voll. Schaffe Platz, und versuche es noch einmal.',
  'Nothing can be written to {folder}: {why}.': 'Nach {folder} lässt sich nichts schreiben: {why:said}.',
  'you have no permission to write there': 'du darfst dort nicht schreiben',
  'it is read-only': 'er ist schreibgeschützt',
  'it does not exist': 'es gibt ihn nicht',

  // checks of finished files
  'The finished file does not pass its check: {failures}':
    'Die fertige Datei besteht ihre Prüfung nicht: {failures:said}',
  'The format must be {formats}; it is {format}.': 'Das Format muss {formats:list} sein; es ist {format}.',
  'The width must be {n} px; it is {width} × {height} px.':
    'Die Breite muss {n} px sein; es sind {width} × {height} px.',
  'The height must be {n} px; it is {width} × {height} px.':
    'Die Höhe muss {n} px sein; es sind {width} × {height} px.',
  'The long edge must be at least {n} px; it is {width} × {height} px.':
    'Die lange Kante muss mindestens {n} px haben; es sind {width} × {height} px.',
  'The long edge must be at most {n} px; it is {width} × {height} px.':
    'Die lange Kante darf höchstens {n} px haben; es sind {width} × {height} px.',
  'The short edge must be at least {n} px; it is {width} × {height} px.':
    'Die kurze Kante muss mindestens {n} px haben; es sind {width} × {height} px.',
  'The short edge must be at most {n} px; it is {width} × {height} px.':
    'Die kurze Kante darf höchstens {n} px haben; es sind {width} × {height} px.',
  'The aspect must be {wanted}; it is {is}.': 'Das Seitenverhältnis muss {wanted:number} sein; es ist {is:number}.',
  'There may be {n} megapixels at most; it is {width} × {height} px.':
    'Es dürfen höchstens {n:number} Megapixel sein; es sind {width} × {height} px.',
  'The file may have {most} kB; it has {size} kB.': 'Die Datei darf {most:number} kB haben; sie hat {size} kB.',
  'The place is still in the metadata.': 'Der Aufnahmeort steht noch in den Metadaten.',
  'There is metadata in the file.': 'In der Datei sind Metadaten.',
  'The profile must be {wanted}; it is {is}.': 'Das Profil muss {wanted} sein; es ist {is}.',
  'The background must be {color} up to the edges; {share} % of the edge is not, by up to {levels} levels.':
    'Der Hintergrund muss bis an die Ränder {color} sein; {share:number} % des Randes sind es nicht, um bis zu {levels} Stufen.',
  "The subject must fill {wanted} % of the frame's width or height; it fills {is} %.":
    'Das Motiv muss {wanted:number} % der Breite oder Höhe füllen; es füllt {is:number} %.',
};
