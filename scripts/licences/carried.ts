/** A work that a package's binaries are made of, and that its own `license` field does not speak of. */
export interface Carried {
  name: string;
  /** SPDX. */
  licence: string;
  /** As its copyright line says, where the standard text has a gap for it. */
  holder?: string;
  /** Where the source is, which LGPL asks to be told. */
  source: string;
}

/** By npm package. What sharp's libraries are made of is in the README of their package, which is taken whole (`shipped.ts`). */
export const CARRIED: Readonly<Record<string, readonly Carried[]>> = {
  '@jsquash/jxl': [
    {
      name: 'libjxl',
      licence: 'BSD-3-Clause',
      holder: 'the JPEG XL Project Authors',
      source: 'https://github.com/libjxl/libjxl',
    },
    { name: 'highway', licence: 'Apache-2.0', source: 'https://github.com/google/highway' },
    {
      name: 'brotli',
      licence: 'MIT',
      holder: '2009, 2010, 2013-2016 by the Brotli Authors',
      source: 'https://github.com/google/brotli',
    },
    {
      name: 'skcms',
      licence: 'BSD-3-Clause',
      holder: '2018 Google Inc.',
      source: 'https://skia.googlesource.com/skcms',
    },
  ],
  'better-sqlite3': [{ name: 'SQLite', licence: 'blessing', source: 'https://sqlite.org' }],
  'libheif-js': [
    { name: 'libheif', licence: 'LGPL-3.0-or-later', source: 'https://github.com/strukturag/libheif' },
    { name: 'libde265', licence: 'LGPL-3.0-or-later', source: 'https://github.com/strukturag/libde265' },
  ],
  'libraw-wasm': [{ name: 'LibRaw', licence: 'LGPL-2.1-only OR CDDL-1.0', source: 'https://github.com/LibRaw/LibRaw' }],
  'onnxruntime-node': [
    {
      name: 'ONNX Runtime',
      licence: 'MIT',
      holder: 'Microsoft Corporation',
      // The notices of what it is made of; the npm package has no copy.
      source: 'https://github.com/microsoft/onnxruntime/blob/main/ThirdPartyNotices.txt',
    },
  ],
};
