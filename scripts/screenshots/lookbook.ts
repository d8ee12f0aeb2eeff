/** A workflow as a photographer makes it: developed once, delivered for the web and for print. */
export const LOOKBOOK = {
  format: 1,
  name: 'Lookbook',
  slug: 'lookbook',
  description: 'Warm and open, for the spring lookbook: web pictures with the studio’s name, and full size for print.',
  nodes: [
    { id: 'input', type: 'imageInput', label: 'Photos' },
    { id: 'warm', type: 'whiteBalance', params: { kelvin: 6900, tint: 4 }, inputs: { image: 'input' } },
    { id: 'light', type: 'exposure', params: { ev: 0.35 }, inputs: { image: 'warm' }, exposed: ['ev'] },
    {
      id: 'open',
      type: 'highlightsShadows',
      params: { highlights: -45, shadows: 40 },
      inputs: { image: 'light' },
    },
    {
      id: 'curve',
      type: 'curves',
      params: {
        master: [
          [0, 6],
          [64, 58],
          [190, 202],
          [255, 255],
        ],
      },
      inputs: { image: 'open' },
    },
    { id: 'clarity', type: 'clarity', params: { clarity: 22, texture: 8 }, inputs: { image: 'curve' } },
    { id: 'small', type: 'resize', params: { longEdge: 2048 }, inputs: { image: 'clarity' }, exposed: ['longEdge'] },
    {
      id: 'name',
      type: 'watermark',
      params: { text: '© Studio North', opacity: 55 },
      inputs: { image: 'small' },
    },
    {
      id: 'web',
      type: 'export',
      label: 'Web',
      params: { format: 'jpeg', quality: 85, profile: 'srgb', metadata: 'no-gps' },
      inputs: { image: 'name' },
    },
    {
      id: 'print',
      type: 'export',
      label: 'Print',
      params: { format: 'tiff', profile: 'source', dpi: 300 },
      inputs: { image: 'clarity' },
    },
  ],
};
