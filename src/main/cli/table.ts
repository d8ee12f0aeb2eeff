/** A column: its heading, and whether its cells are numbers, which are set flush right. */
export interface Column {
  heading: string;
  right?: boolean;
}

/** One file name of 250 characters must not push everything else off the screen. */
const WIDEST = 60;

/** Lines of an aligned table, without trailing blanks. Long cells lose their middle; the last column may be as wide as it likes. */
export function tableLines(columns: Column[], rows: string[][]): string[] {
  const shown = rows.map((row) => row.map((cell, index) => (index < columns.length - 1 ? shortened(cell) : cell)));
  const all = [columns.map((column) => column.heading), ...shown];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => shownWidth(row[index] ?? ''))));
  return all.map((row) =>
    columns
      .map((column, index) => {
        const cell = row[index] ?? '';
        const blanks = ' '.repeat((widths[index] ?? 0) - shownWidth(cell));
        return column.right ? blanks + cell : cell + blanks;
      })
      .join('  ')
      .trimEnd(),
  );
}

function shortened(cell: string): string {
  const characters = [...cell];
  if (characters.length <= WIDEST) return cell;
  const start = characters.slice(0, WIDEST - 21).join('');
  return `${start}…${characters.slice(-20).join('')}`;
}

/** Terminal columns of a text: combining marks take none, CJK and emoji two (Unicode East Asian Width, roughly). */
function shownWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}
