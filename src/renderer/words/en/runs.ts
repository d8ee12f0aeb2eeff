/** What is asked before a run is undone. */
export const undo = {
  title: 'Undo “{{name}}”?',
  confirm: 'Undo',
  confirmNone: 'Nothing to undo',
  looking: 'Looking at what it made…',
  nothing: 'There is nothing to undo.',
  removed_one: '{{count, number}} file that this batch made will be deleted.',
  removed_other: '{{count, number}} files that this batch made will be deleted.',
  restored_one: '{{count, number}} file that it replaced will be put back.',
  restored_other: '{{count, number}} files that it replaced will be put back.',
  folders_one: '{{count, number}} folder that it made and that is empty then will go too.',
  folders_other: '{{count, number}} folders that it made and that are empty then will go too.',
  gone_one: '{{count, number}} file is gone already.',
  gone_other: '{{count, number}} files are gone already.',
  kept_one: '{{count, number}} file stays: changed since, or not its own.',
  kept_other: '{{count, number}} files stay: changed since, or not its own.',
};

/** Results that somebody moves into the system's trash. */
export const trash = {
  move: 'Move result to the trash',
  moveSelected: 'Move results to the trash',
  moved_one: '{{count, number}} file is in the trash.',
  moved_other: '{{count, number}} files are in the trash.',
  none: 'Nothing was moved to the trash.',
  changed_one: '“{{name}}” stays: it was changed after Safelight made it.',
  changed_other: '{{count, number}} files stay: they were changed after Safelight made them.',
  gone_one: '“{{name}}” was gone already.',
  gone_other: '{{count, number}} files were gone already.',
  refused_one: 'The system kept “{{name}}”.',
  refused_other: 'The system kept {{count, number}} files.',
};

/** What is asked before a run is cancelled. */
export const cancelling = {
  title: 'Cancel “{{name}}”?',
  confirm: 'Cancel batch',
  left_one: '{{count, number}} photo will not be worked on.',
  left_other: '{{count, number}} photos will not be worked on.',
  done_one: 'The {{count, number}} file that is finished stays; undo takes it back.',
  done_other: 'The {{count, number}} files that are finished stay; undo takes them back.',
  pauseInstead: 'To go on later, pause it instead.',
};

/** What is asked before a run is taken off the list. */
export const removing = {
  title: 'Take “{{name}}” off the list?',
  confirm: 'Take off the list',
  files_one: 'The {{count, number}} file it made stays where it is.',
  files_other: 'The {{count, number}} files it made stay where they are.',
  noUndo: 'It can no longer be undone or looked at here.',
};
