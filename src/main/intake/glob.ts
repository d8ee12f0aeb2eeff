import picomatch from 'picomatch';

export type NameFilter = (relativeFolder: string, name: string) => boolean;

/**
 * A filter from a glob over the path relative to the folder: `*.jpg` and `IMG_*` match names in every folder, patterns
 * with a slash (`2026/**`, `raw/*.nef`) the whole path. Case does not count, as people write `*.jpg` and mean `.JPG` too.
 */
export function nameFilter(glob: string | undefined): NameFilter {
  if (glob === undefined || glob === '') return () => true;
  const matches = picomatch(glob.replace(/^\.\//, '').normalize('NFC'), { nocase: true, dot: true });
  const wholePath = glob.includes('/');
  return (relativeFolder, name) =>
    matches((wholePath && relativeFolder !== '' ? `${relativeFolder}/${name}` : name).normalize('NFC'));
}
