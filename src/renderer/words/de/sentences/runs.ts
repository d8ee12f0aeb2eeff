/** Runs, their photos and what is done with them. */
export const runs = {
  'There is no run {id}. “safelight runs” lists those there are.':
    'Es gibt keinen Stapel {id}. „safelight runs“ listet die vorhandenen auf.',
  'Run {id} has no item {item}.': 'Stapel {id} hat kein Foto {item}.',
  'Run {id} is {status} and cannot be {deed}.': 'Stapel {id} {status:statuses} und kann nicht {deed:deeds} werden.',
  'Run {id} is {status}.': 'Stapel {id} {status:statuses}.',
  'Run {id} is {status} and cannot be undone yet. Wait for it or cancel it first.':
    'Stapel {id} {status:statuses} und lässt sich noch nicht rückgängig machen. Warte auf ihn, oder brich ihn erst ab.',
  'Run {id} is being undone. Try again when that is done.':
    'Stapel {id} wird gerade rückgängig gemacht. Versuche es noch einmal, wenn das fertig ist.',
  'Run {id} has no failed pictures that could be tried again.':
    'Stapel {id} hat keine fehlgeschlagenen Fotos, die sich noch einmal versuchen ließen.',
  'Run {id} is {status}. Its zip can be asked for when it is over.':
    'Stapel {id} {status:statuses}. Sein Zip gibt es, wenn er zu Ende ist.',
  'Run {id} has no results to download.': 'Stapel {id} hat keine Ergebnisse zum Herunterladen.',
  'This run comes from the backup of {date}. What it has delivered since then is not known and is made again when it goes on.':
    'Dieser Stapel kommt aus der Sicherung vom {date}. Was er seither geliefert hat, ist nicht bekannt und wird neu gemacht, wenn er weitergeht.',
  'The run was cancelled.': 'Der Stapel wurde abgebrochen.',
  'Cancelled before it was finished.': 'Abgebrochen, bevor es fertig war.',

  // photos
  '“{name}” cannot be done again now: there is no picture that could be read.':
    '„{name}“ lässt sich jetzt nicht noch einmal bearbeiten: es gibt kein Bild, das sich lesen ließe.',
  '“{name}” cannot be done again now: it is {status}.':
    '„{name}“ lässt sich jetzt nicht noch einmal bearbeiten: das Foto {status:statuses}.',
  '“{name}” cannot be tried again: there is no picture that could be read.':
    '„{name}“ lässt sich nicht noch einmal versuchen: es gibt kein Bild, das sich lesen ließe.',
  '“{name}” cannot be tried again: it is {status}.':
    '„{name}“ lässt sich nicht noch einmal versuchen: das Foto {status:statuses}.',
  '“{name}” is being worked on. Try again when that is done.':
    '„{name}“ wird gerade bearbeitet. Versuche es noch einmal, wenn das fertig ist.',
  '“{name}” has just changed. Look again.': '„{name}“ hat sich gerade geändert. Sieh noch einmal nach.',
  'an item that runs cannot {event}': 'ein Foto, das bearbeitet wird, erlaubt das nicht: {event}',
  'Names are given for the whole run; one photo cannot have another name template.':
    'Namen gelten für den ganzen Stapel; ein einzelnes Foto kann keine andere Namensvorlage haben.',
  '“{name}” was passed over: {files} is in the output folder already.':
    '„{name}“ wurde übergangen: {files:list} liegt schon im Ausgabeordner.',
  '“{name}” was passed over: {why}.': '„{name}“ wurde übergangen: {why:said}.',
  '“{name}” is a result of an earlier run in the output folder. Choose another output folder to work on it.':
    '„{name}“ ist das Ergebnis eines früheren Stapels im Ausgabeordner. Wähle einen anderen Ausgabeordner, um es zu bearbeiten.',
  '“{path}” is there already and is to be kept. Choose another output folder, or let the zip get a number or replace the old one.':
    '„{path}“ gibt es schon und soll bleiben. Wähle einen anderen Ausgabeordner, oder lass das Zip eine Nummer bekommen oder das alte ersetzen.',
  'The results are in the output folder already.': 'Die Ergebnisse liegen schon im Ausgabeordner.',
  '“{name}” for “{node}” has no picture of the same name for {others}. Give equally many pictures, one for all, or pictures with the same names.':
    '„{name}“ für „{node}“ hat kein Bild mit demselben Namen für {others:list}. Gib gleich viele Bilder an, eines für alle oder Bilder mit denselben Namen.',

  // pictures of steps
  'The workflow “{name}” has no node “{id}”.': 'Der Ablauf „{name}“ hat keinen Schritt „{id}“.',
  'The node “{id}” makes no picture for “{name}”.': 'Der Schritt „{id}“ macht kein Bild für „{name}“.',
  'The node “{id}” gives no picture.': 'Der Schritt „{id}“ ergibt kein Bild.',
  '“{name}” has no original that can be shown.': '„{name}“ hat kein Original, das sich zeigen ließe.',
  '“{name}” has no original for “{node}”.': '„{name}“ hat kein Original für „{node}“.',
  '“{name}” is made of all pictures of the run and has no original.':
    '„{name}“ besteht aus allen Bildern des Stapels und hat kein Original.',
  '“{name}” has no such output.': '„{name}“ hat keine solche Ausgabe.',
  '“{name}” has no picture that could be read.': '„{name}“ hat kein Bild, das sich lesen ließe.',
  '“{name}” must end in .png, .webp, .jpg or .jpeg.': '„{name}“ muss auf .png, .webp, .jpg oder .jpeg enden.',
  '“{path}” exists already and is not overwritten. Choose another name.':
    '„{path}“ gibt es schon und wird nicht überschrieben. Wähle einen anderen Namen.',
  'Ask for <node>.png, .webp or .jpeg.': 'Frage nach <node>.png, .webp oder .jpeg.',
  'A newer request took this one’s place.': 'Eine neuere Anfrage hat diese ersetzt.',

  // workflows and what a run starts with
  'There is no workflow “{ref}”. “safelight workflows” lists those there are.':
    'Es gibt keinen Ablauf „{ref}“. „safelight workflows“ listet die vorhandenen auf.',
  'The workflow “{name}” has no version {n}.': 'Der Ablauf „{name}“ hat keine Version {n}.',
  '“{name}” comes with Safelight and cannot be changed. Save a copy under another name.':
    '„{name}“ gehört zu Safelight und lässt sich nicht ändern. Sichere eine Kopie unter anderem Namen.',
  '“{name}” was saved as version {n} meanwhile, after your version {base}. Load it again.':
    '„{name}“ wurde inzwischen, nach deiner Version {base}, als Version {n} gesichert. Lade ihn neu.',
  'There is no input node “{id}”.': 'Es gibt keinen Eingang „{id}“.',
  'This workflow takes no pictures.': 'Dieser Ablauf nimmt keine Bilder.',
  'There is {all}.': 'Es gibt {all:list}.',
  'The input node “{id}” was given twice.': 'Der Eingang „{id}“ wurde zweimal angegeben.',
  'Nothing was given for the input node “{id}”.': 'Für den Eingang „{id}“ wurde nichts angegeben.',
  'Which input node the zip is for must be said: give it as inputs.<node>.zipUrl.':
    'Es muss gesagt werden, für welchen Eingang das Zip ist: gib es als inputs.<node>.zipUrl an.',
  'The input node “{id}” was given both a zip and files. Give one of them.':
    'Für den Eingang „{id}“ wurden ein Zip und Dateien angegeben. Gib nur eines davon an.',
  'Give exactly one of path, url and uploadId.': 'Gib genau eines von path, url und uploadId an.',
  'The output is not valid.': 'Die Ausgabe ist nicht gültig.',
  'The idempotency key “{key}” was used for another request, which made run {id}. Use a new key.':
    'Der Idempotenzschlüssel „{key}“ wurde für eine andere Anfrage benutzt, aus der Stapel {id} wurde. Nimm einen neuen Schlüssel.',

  // nothing to do
  'No pictures found in {places}.': 'Keine Bilder gefunden in {places:list}.',
  'No pictures found in {places} and {n} more.': 'Keine Bilder gefunden in {places:list} und {n} weiteren.',
  'No pictures that fit {globs} found in {places}.':
    'Keine Bilder, die auf {globs:list} passen, gefunden in {places:list}.',
  'No pictures that fit {globs} found in {places} and {n} more.':
    'Keine Bilder, die auf {globs:list} passen, gefunden in {places:list} und {n} weiteren.',
  '{n} other file was passed over.': '{n} andere Datei wurde übergangen.',
  '{n} other files were passed over.': '{n} andere Dateien wurden übergangen.',
  'Pictures in sub-folders are only found when sub-folders are included (--recursive).':
    'Bilder in Unterordnern werden nur gefunden, wenn Unterordner einbezogen sind (--recursive).',

  // the image engine
  '“{name}” took longer than {n} second, twice, and was given up. Use a smaller picture or a faster format, or allow more time in the settings: safelight settings deadlineSeconds {more}':
    '„{name}“ hat zweimal länger als {n} Sekunde gedauert und wurde aufgegeben. Nimm ein kleineres Bild oder ein schnelleres Format, oder erlaube in den Einstellungen mehr Zeit: safelight settings deadlineSeconds {more}',
  '“{name}” took longer than {n} seconds, twice, and was given up. Use a smaller picture or a faster format, or allow more time in the settings: safelight settings deadlineSeconds {more}':
    '„{name}“ hat zweimal länger als {n} Sekunden gedauert und wurde aufgegeben. Nimm ein kleineres Bild oder ein schnelleres Format, oder erlaube in den Einstellungen mehr Zeit: safelight settings deadlineSeconds {more}',
  '“{name}” could not even be opened in time, twice. Check that its disk or network folder answers.':
    '„{name}“ ließ sich zweimal nicht einmal rechtzeitig öffnen. Prüfe, ob der Datenträger oder Netzwerkordner antwortet.',
  'The image engine crashed on “{name}”, twice, the second time with nothing else running. The file is probably damaged, or the computer ran out of memory. Open and save it in another program, or leave it out.':
    'Die Bildverarbeitung ist an „{name}“ zweimal abgestürzt, beim zweiten Mal, während sonst nichts lief. Wahrscheinlich ist die Datei beschädigt, oder der Arbeitsspeicher war zu Ende. Öffne und sichere sie in einem anderen Programm, oder lass sie weg.',
  'The image engine does not work on this computer: it stopped again and again ({why}). Restart Safelight; if that does not help, install it again.':
    'Die Bildverarbeitung läuft auf diesem Rechner nicht: sie ist immer wieder stehen geblieben ({why:said}). Starte Safelight neu; hilft das nicht, installiere es neu.',
  'it could not be ended': 'sie ließ sich nicht beenden',
  'exit code {code}': 'Rückgabewert {code}',
  'SAFELIGHT_NODE names {path}, which does not exist. Correct or unset it.':
    'SAFELIGHT_NODE nennt {path}, und das gibt es nicht. Berichtige oder entferne es.',
  'No Node program was found to run the image engine with. Install Safelight again, or set SAFELIGHT_NODE to the path of Node 22 or newer.':
    'Es wurde kein Node-Programm gefunden, mit dem die Bildverarbeitung laufen könnte. Installiere Safelight neu, oder setze SAFELIGHT_NODE auf den Pfad von Node 22 oder neuer.',
  'The worker gave no answer.': 'Die Bildverarbeitung hat nicht geantwortet.',

  // looking whether results are still the same
  'The zip {path} is {state}.': 'Das Zip {path} {state:zipstates}.',
  '“{path}” cannot be read: {why}': '„{path}“ ist nicht lesbar: {why:said}',
  '“{name}” has no source.': '„{name}“ hat keine Quelle.',
  '“{name}” has no receipt.': '„{name}“ hat keinen Beleg.',
  '“{name}” is not the same file as when the run read it.':
    '„{name}“ ist nicht mehr die Datei, die der Stapel gelesen hat.',
  'The receipt is of engine {a}; this is {b}.': 'Der Beleg ist von Version {a} der Bildverarbeitung; diese ist {b}.',

  // settings
  'There is no setting “{key}”.': 'Es gibt keine Einstellung „{key}“.',
  'There are {all}.': 'Es gibt {all}.',
};
