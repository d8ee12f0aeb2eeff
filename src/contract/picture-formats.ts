/** Raw files of cameras, by extension. */
export const RAW_EXTENSIONS: ReadonlySet<string> = new Set([
  ...[
    '3fr',
    'arw',
    'cr2',
    'cr3',
    'crw',
    'dcr',
    'dcs',
    'dng',
    'erf',
    'fff',
    'gpr',
    'iiq',
    'k25',
    'kdc',
    'mef',
    'mos',
    'mrw',
  ],
  ...['nef', 'nrw', 'orf', 'ori', 'pef', 'raf', 'raw', 'rw2', 'rwl', 'sr2', 'srf', 'srw', 'x3f'],
]);

/** Extensions of pictures that nobody would want from a folder (icons, textures, scans of medicine …); intake says so. */
export const OTHER_PICTURE_EXTENSIONS: ReadonlySet<string> = new Set([
  ...['ico', 'cur', 'icns', 'dds', 'pcx', 'xpm', 'wbmp', 'ff', 'v', 'vips', 'fits', 'fit', 'dcm', 'xcf'],
  ...['eps', 'ps', 'ai', 'jxr', 'wdp', 'hdp', 'jls', 'bpg'],
]);

/**
 * File-name extensions of pictures, lower case without dot: what intake takes from folders and zips, what a name template
 * cuts off `{name}`, and what file dialogs offer. Being listed does not mean that the format can be read (docs/formats.md): the
 * decoder says that for each file in its own words.
 */
export const PICTURE_EXTENSIONS: ReadonlySet<string> = new Set([
  // what sharp reads
  ...['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'apng', 'webp', 'avif', 'tif', 'tiff', 'gif', 'svg', 'svgz'],
  // HEIF, JPEG XL, JPEG 2000
  ...['heic', 'heif', 'hif', 'jxl', 'jp2', 'j2k', 'jpf', 'jpx', 'j2c'],
  // other still pictures
  ...['bmp', 'dib', 'psd', 'psb', 'tga', 'qoi', 'exr', 'hdr', 'ppm', 'pgm', 'pbm', 'pnm', 'pfm'],
  ...RAW_EXTENSIONS,
]);
