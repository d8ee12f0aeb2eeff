/** A workflow as a photographer makes it: developed once, delivered for the web and for print. */
export const LOOKBOOK = {
  format: 1,
  name: 'Lookbook',
  slug: 'lookbook',
  description:
    'Bright and open, for the spring lookbook: web pictures with the studio’s name, and full size for print.',
  nodes: [
    { id: 'input', type: 'imageInput', label: 'Photos' },
    { id: 'light', type: 'exposure', params: { ev: 0.2 }, inputs: { image: 'input' }, exposed: ['ev'] },
    {
      id: 'open',
      type: 'highlightsShadows',
      params: { highlights: -60, shadows: 35 },
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
    { id: 'small', type: 'resize', params: { longEdge: 2048 }, inputs: { image: 'curve' }, exposed: ['longEdge'] },
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
      inputs: { image: 'curve' },
    },
  ],
};
