/** Examples shown in the docs; the run is the one of the text that this API follows. */
export const RUN_EXAMPLE = {
  id: 9871,
  uuid: '019aa8a5-3c4e-7c1e-9d3a-2f0e6a8b1c2d',
  name: 'Background removal 2026-04-29 14:05',
  status: 'completed',
  totalItems: 2,
  completedItems: 2,
  failedItems: 0,
  workflowId: 123,
  workflowSlug: 'background-removal',
  workspaceId: 1,
  trigger: 'api',
  outputArchiveUrl: 'http://127.0.0.1:4780/artifacts/runs/9871/archive/background-removal-2026-04-29.zip',
  createdAt: '2026-04-29T14:05:00.000Z',
  finishedAt: '2026-04-29T14:05:42.000Z',
};

export const ITEM_EXAMPLE = {
  id: 55001,
  status: 'completed',
  uploadInputs: {
    'imageInput-1': {
      key: 'runs/9871/55001/inputs/imageInput-1/abc.jpg',
      fileName: 'abc.jpg',
      url: 'http://127.0.0.1:4780/artifacts/runs/9871/55001/inputs/imageInput-1/abc.jpg',
    },
  },
  outputs: [
    {
      url: 'http://127.0.0.1:4780/artifacts/runs/9871/55001/outputs/0/abc.png',
      key: 'runs/9871/55001/outputs/0/abc.png',
      processedNodeChain: ['Image input', 'Remove background', 'Export'],
    },
  ],
  startedAt: '2026-04-29T14:05:01.000Z',
  finishedAt: '2026-04-29T14:05:21.000Z',
};

export const WORKFLOW_EXAMPLE = {
  name: 'Small and sharp',
  nodes: [
    { id: 'in', type: 'imageInput' },
    { id: 'small', type: 'resize', params: { longEdge: 1600 }, inputs: { image: 'in' } },
    { id: 'out', type: 'export', params: { format: 'webp', quality: 82 }, inputs: { image: 'small' } },
  ],
};
