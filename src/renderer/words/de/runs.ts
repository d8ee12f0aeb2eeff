import type { Words } from '../words.ts';

export const undo: Words['undo'] = {
  title: '„{{name}}“ rückgängig machen?',
  confirm: 'Rückgängig machen',
  confirmNone: 'Nichts rückgängig zu machen',
  looking: 'Es wird nachgesehen, was entstanden ist…',
  nothing: 'Es gibt nichts rückgängig zu machen.',
  removed_one: '{{count, number}} Datei, die dieser Stapel erzeugt hat, wird gelöscht.',
  removed_other: '{{count, number}} Dateien, die dieser Stapel erzeugt hat, werden gelöscht.',
  restored_one: '{{count, number}} Datei, die er ersetzt hat, kommt zurück.',
  restored_other: '{{count, number}} Dateien, die er ersetzt hat, kommen zurück.',
  folders_one: '{{count, number}} Ordner, den er angelegt hat und der dann leer ist, verschwindet auch.',
  folders_other: '{{count, number}} Ordner, die er angelegt hat und die dann leer sind, verschwinden auch.',
  gone_one: '{{count, number}} Datei ist schon weg.',
  gone_other: '{{count, number}} Dateien sind schon weg.',
  kept_one: '{{count, number}} Datei bleibt: seither geändert oder nicht seine eigene.',
  kept_other: '{{count, number}} Dateien bleiben: seither geändert oder nicht seine eigenen.',
};

export const trash: Words['trash'] = {
  move: 'Ergebnis in den Papierkorb legen',
  moveSelected: 'Ergebnisse in den Papierkorb legen',
  moved_one: '{{count, number}} Datei liegt im Papierkorb.',
  moved_other: '{{count, number}} Dateien liegen im Papierkorb.',
  none: 'Nichts wurde in den Papierkorb gelegt.',
  changed_one: '„{{name}}“ bleibt: die Datei wurde geändert, nachdem Safelight sie gemacht hat.',
  changed_other: '{{count, number}} Dateien bleiben: sie wurden geändert, nachdem Safelight sie gemacht hat.',
  gone_one: '„{{name}}“ war schon weg.',
  gone_other: '{{count, number}} Dateien waren schon weg.',
  refused_one: 'Das System hat „{{name}}“ behalten.',
  refused_other: 'Das System hat {{count, number}} Dateien behalten.',
};

export const cancelling: Words['cancelling'] = {
  title: '„{{name}}“ abbrechen?',
  confirm: 'Stapel abbrechen',
  left_one: '{{count, number}} Foto wird nicht bearbeitet.',
  left_other: '{{count, number}} Fotos werden nicht bearbeitet.',
  done_one: 'Die {{count, number}} fertige Datei bleibt; „Rückgängig“ nimmt sie zurück.',
  done_other: 'Die {{count, number}} fertigen Dateien bleiben; „Rückgängig“ nimmt sie zurück.',
  pauseInstead: 'Um später weiterzumachen, stattdessen anhalten.',
};

export const removing: Words['removing'] = {
  title: '„{{name}}“ aus der Liste nehmen?',
  confirm: 'Aus der Liste nehmen',
  files_one: 'Die {{count, number}} Datei, die entstanden ist, bleibt, wo sie ist.',
  files_other: 'Die {{count, number}} Dateien, die entstanden sind, bleiben, wo sie sind.',
  noUndo: 'Der Stapel kann hier dann weder rückgängig gemacht noch angesehen werden.',
};
