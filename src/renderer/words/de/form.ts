import type { Words } from '../words.ts';

export const form: Words['form'] = {
  none: 'keine',
  optional: 'Einstellung hinzufügen',
  remove: '{{name}} entfernen',
  resetTo: 'Doppelklick: zurück auf {{value}}',
  bound: 'Übernommen von {{source}}',
  unbind: 'Stattdessen von Hand einstellen',
  chooseFile: 'Datei auswählen',
  noSettings: 'Hier gibt es nichts einzustellen.',
  value: '{{name}}, Wert',
  position: { top: 'oben', bottom: 'unten', left: 'links', right: 'rechts', center: 'Mitte' },
  curve: 'Ziehen, um zu biegen; Doppelklick auf einen Punkt entfernt ihn',
  addPoint: 'Punkt hinzufügen',
  point: 'Punkt {{n}}: Eingang {{x}}, Ausgang {{y}}',
  json: 'Als JSON',
};
