/** What comes in: files, folders, zips, addresses and uploads; and the folders that are watched. */
export const files = {
  'Looking for pictures was cancelled.': 'Die Suche nach Bildern wurde abgebrochen.',
  '“{path}” is neither a file nor a folder.': '„{path}“ ist weder eine Datei noch ein Ordner.',
  '“{path}” is not there any more.': '„{path}“ ist nicht mehr da.',
  '“{path}” is not a file any more.': '„{path}“ ist keine Datei mehr.',
  '“{name}” is no file.': '„{name}“ ist keine Datei.',
  '“{path}” is not an absolute path.': '„{path}“ ist kein absoluter Pfad.',
  'There is nothing at {path}. Check the path and try again.':
    'Unter {path} ist nichts. Prüfe den Pfad, und versuche es noch einmal.',
  '“{path}” has a name that is not valid UTF-8, so it cannot be opened. Rename it.':
    '„{path}“ hat einen Namen, der kein gültiges UTF-8 ist, und lässt sich nicht öffnen. Benenne die Datei um.',
  '“{path}” does not exist. It may have been moved, renamed or deleted.':
    '„{path}“ gibt es nicht. Vielleicht wurde es verschoben, umbenannt oder gelöscht.',
  'you are not allowed to read it': 'du darfst es nicht lesen',
  'its links lead in a circle': 'seine Verweise führen im Kreis',
  '“{path}” is not there. Choose the file again in this node.':
    '„{path}“ ist nicht da. Wähle die Datei in diesem Knoten noch einmal aus.',
  '“{path}” is no file. Choose a file in this node.':
    '„{path}“ ist keine Datei. Wähle in diesem Knoten eine Datei aus.',
  '“{name}” is a kind of picture that Safelight does not read. Export it as JPEG, PNG or TIFF.':
    '„{name}“ ist eine Bildart, die Safelight nicht liest. Exportiere das Bild als JPEG, PNG oder TIFF.',
  '“{name}” is a zip inside another folder or zip; add it itself to use its pictures.':
    '„{name}“ ist ein Zip in einem Ordner oder einem anderen Zip; füge es selbst hinzu, um seine Bilder zu benutzen.',

  // zips
  '“{entry}” in “{zip}” is not used: {why}.': '„{entry}“ in „{zip}“ wird nicht verwendet: {why:said}.',
  'it has no name': 'es hat keinen Namen',
  'its name holds a zero byte': 'der Name enthält ein Nullbyte',
  'its name is an absolute path': 'der Name ist ein absoluter Pfad',
  'its name leads out of the zip with “..”': 'der Name führt mit „..“ aus dem Zip hinaus',
  'its name starts with a drive letter': 'der Name beginnt mit einem Laufwerksbuchstaben',
  'its data overlaps that of another entry, as in a zip bomb':
    'die Daten überschneiden sich mit denen eines anderen Eintrags, wie in einer Zip-Bombe',
  'it is a link. Put the picture itself into the zip': 'es ist ein Verweis. Lege das Bild selbst in das Zip',
  'it is neither a file nor a folder': 'es ist weder eine Datei noch ein Ordner',
  'it is encrypted. Unpack the zip and use the folder': 'es ist verschlüsselt. Entpacke das Zip, und nimm den Ordner',
  'it is packed with a method that is not supported ({method}). Make the zip again with the usual one':
    'es ist mit einem Verfahren gepackt, das nicht unterstützt wird ({method}). Erstelle das Zip neu mit dem üblichen',
  'it unpacks to more than {n} MB': 'ausgepackt hat es mehr als {n} MB',
  'it unpacks to more than {n} times its size, as in a zip bomb. Unpack the zip and use the folder':
    'ausgepackt ist es mehr als {n}-mal so groß, wie in einer Zip-Bombe. Entpacke das Zip, und nimm den Ordner',
  'its sizes contradict each other': 'die Größenangaben widersprechen sich',
  'the zip unpacks to more than is accepted. Split it into several zips':
    'das Zip hat ausgepackt mehr, als angenommen wird. Teile es in mehrere auf',
  'it is damaged ({why}). Make or copy the zip again':
    'es ist beschädigt ({why:said}). Erstelle oder kopiere das Zip noch einmal',
  'it unpacks to more than it says': 'ausgepackt ist es größer als angegeben',
  'a part of it is missing': 'ein Teil fehlt',
  'its checksum is wrong': 'die Prüfsumme stimmt nicht',
  'it cannot be unpacked': 'es lässt sich nicht entpacken',
  'its data is not where the zip says': 'die Daten liegen nicht, wo das Zip sagt',
  'The zip “{zip}” cannot be read: {why}.': 'Das Zip „{zip}“ ist nicht lesbar: {why:said}.',
  'it is empty (0 bytes)': 'es ist leer (0 Bytes)',
  'it holds more than {n} entries. Split it into several zips':
    'es enthält mehr als {n} Einträge. Teile es in mehrere auf',
  'it is no zip, or its end is missing. Copy or download it again':
    'es ist kein Zip, oder das Ende fehlt. Kopiere oder lade es noch einmal',
  'it is encrypted. Unpack it and use the folder': 'es ist verschlüsselt. Entpacke es, und nimm den Ordner',
  'it is one part of a zip in several parts. Unpack it and use the folder':
    'es ist ein Teil eines Zips aus mehreren Teilen. Entpacke es, und nimm den Ordner',
  'it is damaged ({why}). Copy or download it again': 'es ist beschädigt ({why}). Kopiere oder lade es noch einmal',
  'The zip “{zip}” changed after “{entry}” was found in it. Start the run again.':
    'Das Zip „{zip}“ hat sich verändert, nachdem „{entry}“ darin gefunden wurde. Starte den Stapel noch einmal.',
  '“{entry}” is not in “{zip}” any more.': '„{entry}“ ist nicht mehr in „{zip}“.',
  'There is no space left in “{folder}” to unpack “{entry}”. Free some space and retry.':
    'In „{folder}“ ist kein Platz mehr, um „{entry}“ zu entpacken. Schaffe Platz, und versuche es noch einmal.',
  '“{entry}” in “{zip}” could not be unpacked to “{folder}” ({code}).':
    '„{entry}“ in „{zip}“ ließ sich nicht nach „{folder}“ entpacken ({code}).',

  '“{name}” is not looked at any more.': '„{name}“ wird nicht mehr angesehen.',

  // uploads
  'There is no upload “{id}”.': 'Es gibt keine hochgeladene Datei „{id}“.',
  'There is no upload “{id}”. Send the file first.': 'Es gibt keine hochgeladene Datei „{id}“. Lade sie erst hoch.',
  'There is no upload “{id}”. It may have been removed; send the file again.':
    'Es gibt keine hochgeladene Datei „{id}“. Vielleicht wurde sie entfernt; lade sie noch einmal hoch.',
  'The request has no body. Send the file in it.': 'Die Anfrage hat keinen Inhalt. Sende die Datei darin.',
  'Send the file as multipart/form-data in a field “file”, or as the body with its name in ?name=photo.jpg.':
    'Sende die Datei als multipart/form-data in einem Feld „file“, oder als Inhalt mit ihrem Namen in ?name=photo.jpg.',
  'The request holds no file. Send it in a field “file”.':
    'Die Anfrage enthält keine Datei. Sende sie in einem Feld „file“.',
  'The request holds no file in a field “file”.': 'Die Anfrage enthält keine Datei in einem Feld „file“.',
  'The upload is malformed or broke off ({why}). Send it again.':
    'Das Hochladen ist fehlerhaft oder abgebrochen ({why}). Versuche es noch einmal.',
  'There is not enough space left for the upload in “{folder}”. Free some space and send it again.':
    'In „{folder}“ ist nicht genug Platz zum Hochladen. Schaffe Platz, und versuche es noch einmal.',
  '{n} uploads are being received already. Send the next one when one of them is over.':
    'Es werden schon {n} Dateien hochgeladen. Lade die nächste hoch, wenn eine davon fertig ist.',
  'The request is larger than {n} bytes, which is the most accepted.':
    'Die Anfrage ist größer als {n} Bytes, mehr wird nicht angenommen.',
  '“{name}” is larger than {n} bytes, which is the most accepted.':
    '„{name}“ ist größer als {n} Bytes, mehr wird nicht angenommen.',
  'More than {n} files came in one request. Send them in several.':
    'In einer Anfrage kamen mehr als {n} Dateien. Sende sie in mehreren.',
  '“{name}” is empty. Check the file and send it again.':
    '„{name}“ ist leer. Prüfe die Datei, und lade sie noch einmal hoch.',

  // addresses
  '“{name}” is fetched when the run starts; what is in it is not known before.':
    '„{name}“ wird geholt, wenn der Stapel startet; was darin ist, ist vorher nicht bekannt.',
  '“{name}” is fetched when the run starts, not before.':
    '„{name}“ wird geholt, wenn der Stapel startet, nicht vorher.',
  '“{url}” is no address of a file on this machine.': '„{url}“ ist keine Adresse einer Datei auf diesem Rechner.',
  'Fetching was cancelled.': 'Das Holen wurde abgebrochen.',
  'There is no space left in “{folder}” for what is fetched. Free some space and retry.':
    'In „{folder}“ ist kein Platz mehr für das, was geholt wird. Schaffe Platz, und versuche es noch einmal.',
  '“{url}” answered with nothing.': '„{url}“ hat mit nichts geantwortet.',
  '“{url}” is no picture. Check the address.': '„{url}“ ist kein Bild. Prüfe die Adresse.',
  '“{url}” is no picture but {type}. Check the address.': '„{url}“ ist kein Bild, sondern {type}. Prüfe die Adresse.',
  '“{url}” is not allowed: {why}': '„{url}“ ist nicht erlaubt: {why:said}',
  'it is not an address.': 'es ist keine Adresse.',
  'Write it in full, with https://.': 'Schreibe sie ganz, mit https://.',
  '{protocol} is not supported.': '{protocol} wird nicht unterstützt.',
  'Use https://.': 'Nimm https://.',
  'it holds a user name or password.': 'sie enthält einen Benutzernamen oder ein Kennwort.',
  'Leave that out.': 'Lass das weg.',
  'webhooks go over https.': 'Webhooks gehen über https.',
  'Use https://, or add {host} to the allowed hosts in Settings.':
    'Nimm https://, oder füge {host} in den Einstellungen zu den erlaubten Adressen hinzu.',
  'port {port} is not one of web servers.': 'Port {port} ist keiner von Webservern.',
  'it was led to from an encrypted address, and is not encrypted.':
    'dorthin führte eine verschlüsselte Adresse, und sie selbst ist nicht verschlüsselt.',
  'Use the https:// address.': 'Nimm die Adresse mit https://.',
  'If you trust it, add {host} to the allowed hosts in Settings.':
    'Wenn du ihr vertraust, füge {host} in den Einstellungen zu den erlaubten Adressen hinzu.',
  '“{host}” is {what}.': '„{host}“ ist {what:known}.',
  'this machine itself': 'dieser Rechner selbst',
  'a name of the local network': 'ein Name des lokalen Netzes',
  'an address of the local network': 'eine Adresse des lokalen Netzes',
  'an address of the provider’s network': 'eine Adresse im Netz des Anbieters',
  'an address of the local network or of a cloud’s metadata service':
    'eine Adresse des lokalen Netzes oder des Metadatendienstes einer Cloud',
  'a multicast address': 'eine Multicast-Adresse',
  'the broadcast address': 'die Broadcast-Adresse',
  'a reserved address': 'eine reservierte Adresse',
  'not a plain address': 'keine einfache Adresse',
  'without an address': 'ohne Adresse',
  '“{wrong}” is not a host. Write a name (nas.local), an address (192.168.1.20) or one of them with a port (nas.local:8080), without https:// and without a path.':
    '„{wrong}“ ist kein Rechner. Schreibe einen Namen (nas.local), eine Adresse (192.168.1.20) oder eines davon mit Port (nas.local:8080), ohne https:// und ohne Pfad.',
  '“{url}” could not be fetched: {why}': '„{url}“ ließ sich nicht holen: {why:said}',
  'the server answered {status}. Check the address and retry.':
    'der Server hat mit {status} geantwortet. Prüfe die Adresse, und versuche es noch einmal.',
  'the server sent it packed ({encoding}) although it was asked not to.':
    'der Server hat es gepackt geschickt ({encoding}), obwohl er es nicht sollte.',
  'it leads on more than {n} times. Use the address where it ends.':
    'sie führt mehr als {n}-mal weiter. Nimm die Adresse, an der sie endet.',
  'it leads to something that is no address.': 'sie führt zu etwas, das keine Adresse ist.',
  'it took too long. Retry later.': 'es hat zu lange gedauert. Versuche es später noch einmal.',
  'there is no such host. Check the address.': 'einen solchen Rechner gibt es nicht. Prüfe die Adresse.',
  'the name cannot be looked up. Check the network and retry.':
    'der Name lässt sich nicht auflösen. Prüfe das Netz, und versuche es noch einmal.',
  'nothing answers there. Check the address and retry.':
    'dort antwortet nichts. Prüfe die Adresse, und versuche es noch einmal.',
  'the connection broke off. Retry later.': 'die Verbindung ist abgebrochen. Versuche es später noch einmal.',
  'there is no way to the host. Check the network and retry.':
    'zu diesem Rechner führt kein Weg. Prüfe das Netz, und versuche es noch einmal.',
  'there is no network. Check the network and retry.': 'es gibt kein Netz. Prüfe es, und versuche es noch einmal.',
  'it does not answer. Retry later.': 'sie antwortet nicht. Versuche es später noch einmal.',
  'the transfer stalled. Retry later.': 'die Übertragung ist stehen geblieben. Versuche es später noch einmal.',
  'its certificate has expired.': 'ihr Zertifikat ist abgelaufen.',
  'its certificate is not signed by an authority this machine knows.':
    'ihr Zertifikat ist von keiner Stelle unterschrieben, die dieser Rechner kennt.',
  'its certificate is for another host.': 'ihr Zertifikat gilt für einen anderen Rechner.',

  // hot folders
  'There is no hot folder {id}.': 'Es gibt keinen überwachten Ordner {id}.',
  '“{folder}” is a hot folder already.': '„{folder}“ wird schon überwacht.',
  'There is no folder at {folder}. Make it first, then watch it.':
    'Unter {folder} gibt es keinen Ordner. Lege ihn erst an, dann überwache ihn.',
  'No folder, but a file is at {folder}. Make it first, then watch it.':
    'Unter {folder} liegt kein Ordner, sondern eine Datei. Lege erst den Ordner an, dann überwache ihn.',
  'Give an absolute path.': 'Gib einen absoluten Pfad an.',
  'Results cannot go to “{folder}” itself, which is watched. Choose a folder in it or another one.':
    'Ergebnisse können nicht nach „{folder}“ selbst gehen, denn der Ordner wird überwacht. Wähle einen Ordner darin oder einen anderen.',
  'Choose another folder.': 'Wähle einen anderen Ordner.',
  'It was gone before it could be done.': 'Die Datei war weg, bevor sie bearbeitet werden konnte.',
  '“{folder}” cannot be reached. Watching goes on by itself when it is back.':
    '„{folder}“ ist nicht erreichbar. Die Überwachung geht von selbst weiter, wenn der Ordner wieder da ist.',
};
