/** Placeholders offered for names, captions and marks, as they are written. */
export const TOKENS = [
  '{name}',
  '{seq:4}',
  '{date:YYYY-MM-DD}',
  '{width}',
  '{height}',
  '{workflow}',
  '{branch}',
  '{exif.copyright}',
  '{exif.year}',
  '{exif.model}',
] as const;
