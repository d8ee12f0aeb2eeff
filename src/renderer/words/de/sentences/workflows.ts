/** What is wrong with a workflow, its conditions and its names. */
export const workflows = {
  '“{name}” cannot run. {problems}': '„{name}“ kann nicht laufen. {problems:said}',
  'The workflow “{name}” is not valid. {problems}': 'Der Ablauf „{name}“ ist nicht gültig. {problems:said}',
  'The workflow is not valid. {problems}': 'Der Ablauf ist nicht gültig. {problems:said}',
  '{first} (and {n} more problem)': '{first:known} (und {n} weiteres Problem)',
  '{first} (and {n} more problems)': '{first:known} (und {n} weitere Probleme)',
  '{id}: {problem}': '{id}: {problem:known}',
  'Did you mean “{name}”?': 'Meintest du „{name}“?',

  // the document
  'This is no workflow: expected a JSON object with “name” and “nodes”.':
    'Das ist kein Ablauf: erwartet wird ein JSON-Objekt mit „name“ und „nodes“.',
  'Expected a JSON object with “name” and “nodes”.': 'Erwartet wird ein JSON-Objekt mit „name“ und „nodes“.',
  'Values are nested more than {n} levels deep; simplify the document.':
    'Werte sind mehr als {n} Ebenen tief verschachtelt; vereinfache das Dokument.',
  'The workflow “{name}” was saved in format {format} by a newer Safelight; this one reads up to format {most}. Update Safelight to use it.':
    'Der Ablauf „{name}“ wurde von einem neueren Safelight im Format {format} gesichert; dieses liest bis Format {most}. Aktualisiere Safelight, um ihn zu benutzen.',
  'The workflow was saved in format {format} by a newer Safelight; this one reads up to format {most}. Update Safelight to use it.':
    'Der Ablauf wurde von einem neueren Safelight im Format {format} gesichert; dieses liest bis Format {most}. Aktualisiere Safelight, um ihn zu benutzen.',
  'A workflow has no field “{key}”; remove it.': 'Ein Ablauf hat kein Feld „{key}“; entferne es.',
  '{path} has no field “{key}”; remove it.': '{path} hat kein Feld „{key}“; entferne es.',

  // nodes and what they take
  'The workflow has no input; add a node of type “{type}”.':
    'Der Ablauf hat keinen Eingang; füge einen Knoten der Art „{type}“ hinzu.',
  'The workflow has no export; add a node of type “{type}”.':
    'Der Ablauf hat keinen Export; füge einen Knoten der Art „{type}“ hinzu.',
  'Two nodes are called “{id}”; rename one of them.': 'Zwei Knoten heißen „{id}“; benenne einen um.',
  '{way} runs in a circle, so none of them can start; take one of these connections out.':
    '{way} läuft im Kreis, so dass keiner davon anfangen kann; löse eine dieser Verbindungen.',
  'There is no node type “{type}”.': 'Es gibt keine Knotenart „{type}“.',
  'See the list of node types.': 'Sieh in der Liste der Knotenarten nach.',
  'There is no node “{id}”.': 'Es gibt keinen Knoten „{id}“.',
  'There is no node “{id}” to take a value from.':
    'Es gibt keinen Knoten „{id}“, von dem ein Wert übernommen werden könnte.',
  '{node} has no input “{port}”; it has no inputs.': '{node:nodes} hat keinen Eingang „{port}“, auch keinen anderen.',
  '{node} has no input “{port}”; it has {ports}.': '{node:nodes} hat keinen Eingang „{port}“, aber {ports}.',
  'The input “{label}” is not connected; name the node it comes from, e.g. {example}.':
    'Der Eingang „{label:portlabels}“ ist nicht verbunden; nenne den Knoten davor, z. B. {example}.',
  '“{id}” has several outputs; say which: {all}.': '„{id}“ hat mehrere Ausgänge; sage, welchen: {all:list}.',
  '“{id}” ({node}) has no output to read from.': '„{id}“ ({node:nodes}) hat keinen Ausgang, von dem sich lesen ließe.',
  '“{id}” ({node}) has no output “{port}”; it has none.':
    '„{id}“ ({node:nodes}) hat keinen Ausgang „{port}“, auch keinen anderen.',
  '“{id}” ({node}) has no output “{port}”; it has {ports}.':
    '„{id}“ ({node:nodes}) hat keinen Ausgang „{port}“, aber {ports}.',
  'This input takes {wanted}, but “{output}” gives {given}; connect another node.':
    'Dieser Eingang nimmt {wanted:taken}, aber „{output}“ liefert {given:taken}; verbinde einen anderen Knoten.',
  'Nothing is done with this node’s result; connect it, or remove it.':
    'Mit dem Ergebnis dieses Knotens geschieht nichts; verbinde ihn, oder entferne ihn.',
  '{node} cannot stand in for {other}: its inputs and outputs differ.':
    '{node:nodes} kann {other:nodes} nicht ersetzen: Ein- und Ausgänge sind andere.',
  '{node} has no param “{name}” to show.': '{node:nodes} hat keine Einstellung „{name}“, die sich zeigen ließe.',
  '{node} has no param “{key}”; remove it.': '{node:nodes} hat keine Einstellung „{key}“; entferne sie.',

  // bound values
  'A bound value is written { "$ref": "node.field" }, with nothing beside it.':
    'Ein übernommener Wert wird { "$ref": "node.field" } geschrieben, mit nichts daneben.',
  '“{id}” ({node}) has no result “{name}”; it has no results.':
    '„{id}“ ({node:nodes}) hat kein Ergebnis „{name}“, auch kein anderes.',
  '“{id}” ({node}) has no result “{name}”; it has {names}.':
    '„{id}“ ({node:nodes}) hat kein Ergebnis „{name}“, aber {names}.',
  '“{value}” is a list; count from 0, e.g. “{example}”.': '„{value}“ ist eine Liste; zähle ab 0, z. B. „{example}“.',
  '“{value}” is a single value; remove “{rest}”.': '„{value}“ ist ein einzelner Wert; entferne „{rest}“.',
  '“{value}” is {type}, but {param} takes {wanted}; bind another value.':
    '„{value}“ ist {type:types}, aber {param} nimmt {wanted:taken}; übernimm einen anderen Wert.',
  '“{param}” takes its value from {reference}, which this picture does not have.':
    '„{param}“ übernimmt seinen Wert von {reference}, und das hat dieses Bild nicht.',
  '“{param}” takes its value from {reference}, to which “{transform}” cannot be done.':
    '„{param}“ übernimmt seinen Wert von {reference}, und darauf lässt sich „{transform}“ nicht anwenden.',
  'Give the param a fixed value, or a condition to the node.':
    'Gib der Einstellung einen festen Wert, oder dem Knoten eine Bedingung.',
  'The value came from {reference}.': 'Der Wert kam von {reference}.',

  // conditions
  'The condition cannot be used. {why}': 'Die Bedingung ist nicht brauchbar. {why:said}',
  'The condition “{expression}” could not be evaluated: {why}':
    'Die Bedingung „{expression}“ ließ sich nicht auswerten: {why:said}',
  'The condition “{expression}” must be true or false, but gave {value}. Compare it with something, e.g. “> 0”.':
    'Die Bedingung „{expression}“ muss wahr oder falsch sein, ergab aber {value:said}. Vergleiche sie mit etwas, z. B. „> 0“.',
  'the text “{value}”': 'den Text „{value}“',
  'the number {value}': 'die Zahl {value:number}',
  'nothing (null)': 'nichts (null)',
  'a list or object': 'eine Liste oder ein Objekt',
  'A condition must be true or false; this one gives {type}.':
    'Eine Bedingung muss wahr oder falsch sein; diese ergibt {type:taken}.',
  'An input node cannot be passed over; put the condition on a later node.':
    'Ein Eingang lässt sich nicht übergehen; gib einem späteren Knoten die Bedingung.',
  'No facts are known for the condition “{condition}”.': 'Für die Bedingung „{condition}“ sind keine Angaben bekannt.',
  'The condition is longer than {n} characters; shorten it.': 'Die Bedingung ist länger als {n} Zeichen; kürze sie.',
  'Name the node whose result is meant, e.g. nodes["analyze-1"].sharpness.':
    'Nenne den Knoten, dessen Ergebnis gemeint ist, z. B. nodes["analyze-1"].sharpness.',
  'Name the node plainly, e.g. nodes["analyze-1"].': 'Nenne den Knoten selbst, z. B. nodes["analyze-1"].',
  '“input” has no field “{key}”.': '„input“ hat kein Feld „{key}“.',
  'It has {fields}; EXIF is under “exif”.': 'Es hat {fields}; EXIF steht unter „exif“.',
  '{name}() cannot be used in conditions; use {instead}.': '{name}() geht in Bedingungen nicht; nimm {instead:list}.',
  '{name}() is nested too deeply; two levels are allowed.':
    '{name}() ist zu tief verschachtelt; erlaubt sind zwei Ebenen.',
  '“{key}” is not there for this picture. Ask first: {example}':
    '„{key}“ gibt es bei diesem Bild nicht. Frage erst danach: {example:list}',
  '“{name}” is unknown; there are input, exif and nodes.': '„{name}“ ist unbekannt; es gibt input, exif und nodes.',
  '{operation} is not possible: the types do not fit.': '{operation} geht nicht: die Arten passen nicht zueinander.',
  'has() takes names with dots only; write e.g. "iso" in nodes["look"] instead.':
    'has() nimmt nur Namen mit Punkten; schreibe stattdessen z. B. "iso" in nodes["look"].',
  // as the library for conditions says it
  'Unexpected token: {token}': 'Unerwartet: {token:tokens}',
  'Unexpected character: {character}': 'Unerwartetes Zeichen: {character}',
  'Expected {wanted}, got {token}': 'Erwartet wird {wanted:tokens}, da steht {token:tokens}',
  'Unterminated string': 'Ein Text hört nicht auf',
  "found no matching overload for '{call}'": '{call} gibt es nicht',
  '{problem} (at character {n}).': '{problem:said} (bei Zeichen {n}).',

  // names of files
  'The template "{template}" is not valid: {what}.': 'Die Vorlage „{template}“ ist nicht gültig: {what:said}.',
  'the brace at "{text}" is never closed': 'die Klammer bei „{text}“ wird nie geschlossen',
  '{token} is not known. There are {known} and other EXIF fields':
    '{token} ist nicht bekannt. Es gibt {known} und andere EXIF-Felder',
  '{token} takes a number of digits from 1 to 20, as in {seq:4}':
    '{token} nimmt eine Zahl von Stellen von 1 bis 20, wie in {seq:4}',
  '{token} takes a date format made of YYYY MM DD HH mm ss, as in {date:YYYYMMDD}':
    '{token} nimmt ein Datumsformat aus YYYY MM DD HH mm ss, wie in {date:YYYYMMDD}',
  '{token} takes a number of digits or a date format made of YYYY MM DD HH mm ss':
    '{token} nimmt eine Zahl von Stellen oder ein Datumsformat aus YYYY MM DD HH mm ss',
  '{token} takes no format': '{token} nimmt kein Format',
};
