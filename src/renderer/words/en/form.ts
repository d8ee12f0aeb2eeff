/** Forms drawn from a node's params. */
export const form = {
  none: 'none',
  optional: 'Add a setting',
  remove: 'Remove {{name}}',
  resetTo: 'Double-click: back to {{value}}',
  bound: 'Taken from {{source}}',
  unbind: 'Set by hand instead',
  chooseFile: 'Choose a file',
  noSettings: 'Nothing to set here.',
  value: '{{name}}, value',
  position: { top: 'top', bottom: 'bottom', left: 'left', right: 'right', center: 'centre' },
  curve: 'Drag to bend; double-click a point to remove it',
  addPoint: 'Add a point',
  point: 'Point {{n}}: in {{x}}, out {{y}}',
  json: 'As JSON',
};
