/** Names of the nine places, row by row from the top left; nodes name them in one of two ways. */
const ROWS = [
  ['top-left', 'top', 'top-right', 'left', 'center', 'right', 'bottom-left', 'bottom', 'bottom-right'],
  ['northwest', 'north', 'northeast', 'west', 'center', 'east', 'southwest', 'south', 'southeast'],
];

/** The nine places among the options, in the order of the square; undefined where they are not all there. */
export function anchorPlaces(options: readonly (string | number)[]): string[] | undefined {
  return ROWS.find((places) => places.every((place) => options.includes(place)));
}
