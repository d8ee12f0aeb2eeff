import { describe, expect, it } from 'vitest';
import border from '../../../src/workflow/nodes/border.ts';
import collage from '../../../src/workflow/nodes/collage.ts';
import fillFrame from '../../../src/workflow/nodes/fill-frame.ts';
import perspective from '../../../src/workflow/nodes/perspective.ts';
import smartCrop from '../../../src/workflow/nodes/smart-crop.ts';
import trim from '../../../src/workflow/nodes/trim.ts';
import { compiled, problems, problemsWith } from './compiled.ts';

describe('trim', () => {
  it('finds the border by itself unless a colour or transparency is asked for', () => {
    expect(compiled(trim)).toEqual([{ kind: 'trim', ground: { by: 'auto' }, tolerance: 10, margin: 0 }]);
    expect(compiled(trim, { background: 'alpha' })).toMatchObject([{ ground: { by: 'alpha' } }]);
    expect(compiled(trim, { background: '#FFF' })).toMatchObject([{ ground: { by: 'colour', color: '#ffffff' } }]);
  });

  it('refuses what is no background', () => {
    expect(problemsWith(trim, 'background', ['white', '#12345', 3])).toHaveLength(3);
    expect(problemsWith(trim, 'tolerance', [-1, 101])).toHaveLength(2);
  });
});

describe('fillFrame', () => {
  it('takes an aspect or a size in pixels, not both and not half of one', () => {
    expect(compiled(fillFrame, { aspect: '4:5' })).toMatchObject([{ size: { by: 'aspect', aspect: 0.8 }, fill: 85 }]);
    expect(compiled(fillFrame, { width: 2000, height: 1500 })).toMatchObject([
      { size: { by: 'pixels', width: 2000, height: 1500 }, enlarge: false, color: '#ffffff' },
    ]);
    expect(problems(fillFrame, {})).toHaveLength(1);
    expect(problems(fillFrame, { aspect: 1, width: 10, height: 10 })).toHaveLength(1);
    expect(problems(fillFrame, { width: 10 })).toHaveLength(1);
  });
});

describe('perspective', () => {
  it('does nothing without a correction', () => {
    expect(compiled(perspective)).toEqual([]);
    expect(compiled(perspective, { vertical: 10 })).toHaveLength(1);
  });

  it('takes four corners that go round, and no others', () => {
    const corners = [
      [0.1, 0.1],
      [0.9, 0],
      [1, 1],
      [0, 0.9],
    ];
    expect(compiled(perspective, { corners })).toMatchObject([{ shape: { by: 'corners', corners } }]);
    expect(problems(perspective, { corners: [corners[0], corners[2], corners[1], corners[3]] })).toHaveLength(1);
    expect(problems(perspective, { corners: corners.slice(0, 3) })).toHaveLength(1);
    expect(problems(perspective, { corners: 'all' })).toHaveLength(1);
  });
});

describe('smartCrop', () => {
  it('cuts to an aspect, or scales over a size and cuts the rest off', () => {
    expect(compiled(smartCrop, { aspect: '1:1' })).toEqual([
      { kind: 'crop', size: { by: 'aspect', aspect: 1 }, place: { by: 'gravity', gravity: 'attention' } },
    ]);
    expect(compiled(smartCrop, { width: 1080, height: 1350, by: 'entropy', enlarge: true })).toEqual([
      {
        kind: 'resize',
        target: { by: 'box', width: 1080, height: 1350, fit: 'outside' },
        kernel: 'lanczos3',
        enlarge: true,
      },
      {
        kind: 'crop',
        size: { by: 'pixels', width: 1080, height: 1350 },
        place: { by: 'gravity', gravity: 'entropy' },
      },
    ]);
    expect(problems(smartCrop, { width: 10 })).toHaveLength(1);
  });
});

describe('border', () => {
  it('is nothing without width, line and caption', () => {
    expect(compiled(border, { width: 0 })).toEqual([]);
    expect(compiled(border, { width: 0, caption: '{name}' })).toMatchObject([{ caption: { text: '{name}', size: 2 } }]);
    expect(problems(border, { caption: '{nobody}' })).toHaveLength(1);
  });
});

describe('collage', () => {
  it('has as many cells as pictures come in, up to three side by side, four in a square', () => {
    const layoutOf = (...ports: string[]) =>
      collage.compile(collage.params.parse({ labels: 'Before; After' }), { nodeId: 'n', ports })[0];
    expect(layoutOf('image1', 'image2')).toMatchObject({
      layout: { cells: 2, columns: 2, captionSize: 28 },
      labels: ['Before', 'After'],
    });
    expect(layoutOf('image1', 'image2', 'image3', 'image4')).toMatchObject({ layout: { cells: 4, columns: 2 } });
    expect(layoutOf('image1', 'image2', 'image4', 'image5', 'image6')).toMatchObject({ layout: { columns: 3 } });
  });
});
