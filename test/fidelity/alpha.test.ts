import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Raster } from '../../src/pixels/raster.ts';
import { aWorkflow, type WorkflowBuilder } from '../support/a-workflow.ts';
import { measured } from './measured.ts';
import { runFile } from './run-file.ts';

/** A red disc with a soft edge; where nothing is to be seen the pixels are bright green, as cut-outs often hide something. */
async function disc(): Promise<Buffer> {
  const size = 200;
  const data = Buffer.alloc(size * size * 4);
  for (let i = 0; i < size * size; i++) {
    const distance = Math.hypot((i % size) - 99.5, Math.floor(i / size) - 99.5);
    const alpha = Math.round(Math.min(1, Math.max(0, (80 - distance) / 3)) * 255);
    data.set(alpha === 0 ? [0, 255, 0, 0] : [200, 20, 20, alpha], i * 4);
  }
  return sharp(data, { raw: { width: size, height: size, channels: 4 } })
    .png()
    .toBuffer();
}

/** The most green of any pixel that can be seen. */
function halo({ data, channels }: Raster): number {
  let most = -255;
  for (let i = 0; i < data.length; i += channels) {
    if (channels === 4 && data[i + 3]! < 8) continue;
    most = Math.max(most, data[i + 1]! - data[i]!);
  }
  return most;
}

const start = aWorkflow();
const WORKFLOWS: [string, WorkflowBuilder][] = [
  ['made smaller', start.with('resize', { longEdge: 73 })],
  ['made larger', start.with('resize', { longEdge: 317, enlarge: true })],
  ['turned by 7°', start.with('rotate', { angle: 7, autocrop: false, background: '#00000000' })],
  ['in perspective', start.with('perspective', { vertical: 30, autocrop: false, background: '#00000000' })],
  ['sharpened', start.with('sharpen', { radius: 1.5, amount: 200, threshold: 0 })],
  ['centred in a frame', start.with('fillFrame', { width: 90, height: 90, color: 'auto' })],
];

describe('the edge of a cut-out', () => {
  it.each(WORKFLOWS)('has no halo when it is %s', async (_, workflow) => {
    const { raster } = await runFile(workflow.with('export', { format: 'png' }), await disc(), 'disc.png');
    expect(raster.channels).toBe(4);
    measured(`green less red is ${halo(raster)} levels at most`);
    expect(halo(raster)).toBeLessThan(-100);
  });

  it.each(WORKFLOWS)('has no halo on red when it is %s and laid on it', async (_, workflow) => {
    const onRed = workflow.with('export', { format: 'jpeg', quality: 95, chroma: '4:4:4', background: '#c81414' });
    const { raster } = await runFile(onRed, await disc(), 'disc.png');
    measured(`green less red is ${halo(raster)} levels at most`);
    expect(halo(raster)).toBeLessThan(-100);
  });
});
