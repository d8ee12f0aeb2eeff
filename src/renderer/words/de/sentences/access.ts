/** Requests, keys and the program itself. */
export const access = {
  'Safelight cannot be reached.': 'Safelight ist nicht erreichbar.',
  'Something went wrong inside Safelight; the log says what.':
    'In Safelight ist etwas schiefgegangen; was, steht im Protokoll.',
  'There is nothing at {request}.': 'Unter {request} gibt es nichts.',
  'The request cannot be read: {why}.': 'Die Anfrage ist nicht lesbar: {why:said}.',
  'The request is not valid: {why}.': 'Die Anfrage ist nicht gültig: {why:said}.',
  '“{path}” is not valid: {why}.': '„{path}“ ist nicht gültig: {why:said}.',
  'A body whose type is not told is not taken here; send {types}.':
    'Ein Inhalt ohne Angabe seiner Art wird hier nicht genommen; sende {types:list}.',
  'A body of the type {type} is not taken here; send {types}.':
    'Ein Inhalt der Art {type} wird hier nicht genommen; sende {types:list}.',
  'The body is larger than {n} MB.': 'Der Inhalt ist größer als {n} MB.',
  'The JSON is nested more than {n} deep.': 'Das JSON ist mehr als {n} Ebenen tief verschachtelt.',
  'More than {n} requests in a minute. Try again in {s} seconds.':
    'Mehr als {n} Anfragen in einer Minute. Versuche es in {s} Sekunden noch einmal.',
  'More than {n} requests at a time. Let some end first.': 'Mehr als {n} Anfragen auf einmal. Lass erst einige enden.',
  '{n} event streams are open already. Close some first.':
    'Es sind schon {n} Ereignisströme offen. Schließe erst einige.',
  '{method} is not answered here.': '{method} wird hier nicht beantwortet.',
  'The request must name a path, beginning with one slash.':
    'Die Anfrage muss einen Pfad nennen, der mit einem Schrägstrich beginnt.',
  'The address is too long.': 'Die Adresse ist zu lang.',
  'The request names several hosts.': 'Die Anfrage nennt mehrere Rechner.',
  'Requests that other web pages cause are refused.': 'Anfragen, die andere Webseiten auslösen, werden abgelehnt.',
  'Requests from other web pages are refused.': 'Anfragen von anderen Webseiten werden abgelehnt.',
  'Safelight answers only to 127.0.0.1 and localhost.': 'Safelight antwortet nur auf 127.0.0.1 und localhost.',
  'These calls are for Safelight’s own command line.': 'Diese Aufrufe sind für die Kommandozeile von Safelight.',
  'There is no call {name}. Close and start Safelight again.':
    'Es gibt keinen Aufruf {name}. Schließe Safelight, und starte es neu.',
  'Port {n} is taken by another program; choose another one, with --port or in the settings.':
    'Port {n} benutzt ein anderes Programm; wähle einen anderen, mit --port oder in den Einstellungen.',
  '“{one}” is no status. There are {all}.': '„{one}“ ist kein Zustand. Es gibt {all}.',
  'Write a label as name:value.': 'Schreibe eine Markierung als name:wert.',
  'The database was damaged and was set aside as {file}.':
    'Die Datenbank war beschädigt und wurde als {file} beiseitegelegt.',
  'Your photos and results are not touched.': 'Deine Fotos und Ergebnisse sind unberührt.',

  // keys
  'A key is needed: “Authorization: Bearer KEY” or “x-api-key: KEY”. Make one with “safelight keys create”.':
    'Es braucht einen Schlüssel: „Authorization: Bearer KEY“ oder „x-api-key: KEY“. Erstelle einen mit „safelight keys create“.',
  'This key is not known here. Make one with “safelight keys create”.':
    'Dieser Schlüssel ist hier nicht bekannt. Erstelle einen mit „safelight keys create“.',
  'The key “{name}” was revoked on {date}.': 'Der Schlüssel „{name}“ wurde am {date} widerrufen.',
  'The key “{name}” has expired on {date}.': 'Der Schlüssel „{name}“ ist am {date} abgelaufen.',
  'There is no key “{id}”. “safelight keys list” lists those there are.':
    'Es gibt keinen Schlüssel „{id}“. „safelight keys list“ listet die vorhandenen auf.',
  'The key “{name}” lacks the capability {capability}.': 'Dem Schlüssel „{name}“ fehlt das Recht {capability}.',
  'The key “{name}” lacks the capability workflow:run: it is for the saved workflows {names} only.':
    'Dem Schlüssel „{name}“ fehlt das Recht workflow:run: er gilt nur für die gesicherten Abläufe {names}.',
  'The key “{name}” is too limited for this.': 'Der Schlüssel „{name}“ ist dafür zu sehr eingeschränkt.',
  '“{path}” lies outside of the folders that this key is limited to: {folders}.':
    '„{path}“ liegt außerhalb der Ordner, auf die dieser Schlüssel beschränkt ist: {folders}.',
  '“{folder}” is no absolute path of a folder.': '„{folder}“ ist kein absoluter Pfad eines Ordners.',
  'A key with the capability admin cannot be limited to folders.':
    'Ein Schlüssel mit dem Recht admin lässt sich nicht auf Ordner beschränken.',
  'It must lie in the future.': 'Es muss in der Zukunft liegen.',
  'It must be {all} or workflow:<slug>:run.': 'Es muss {all} oder workflow:<slug>:run sein.',
  'not valid': 'nicht gültig',

  // what the library for schemas says
  'Invalid input: expected {wanted}, received {given}':
    'erwartet wird {wanted:expected}, gekommen ist {given:expected}',
  'Invalid input': 'ungültige Eingabe',
  'Too small: expected string to have >={n} characters': 'mindestens {n} Zeichen',
  'Too big: expected string to have <={n} characters': 'höchstens {n} Zeichen',
  'Too small: expected array to have >={n} items': 'mindestens {n} Einträge',
  'Too big: expected array to have <={n} items': 'höchstens {n} Einträge',
  'Too small: expected number to be >={n}': 'mindestens {n:number}',
  'Too big: expected number to be <={n}': 'höchstens {n:number}',
  'Too small: expected number to be >{n}': 'mehr als {n:number}',
  'Too big: expected number to be <{n}': 'weniger als {n:number}',
  'Invalid option: expected one of {values}': 'eines von {values}',
  'Unrecognized key: {key}': 'unbekanntes Feld {key}',
  'Unrecognized keys: {keys}': 'unbekannte Felder {keys}',
};
