import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../src/pixels/checkpoints/checkpoint.ts';
import { CheckpointStore } from '../../../src/pixels/checkpoints/checkpoint-store.ts';
import { readRgbProfile } from '../../../src/pixels/colour/icc-read.ts';
import { writeMatrixProfile } from '../../../src/pixels/colour/icc-write.ts';
import { builtInProfile, d65Adaptation } from '../../../src/pixels/colour/profiles.ts';
import type { Raster, RgbProfile } from '../../../src/pixels/raster.ts';

const signature = 'ab12'.padEnd(64, '0');
const facts = { [signature]: { width: 5, height: 3, milliseconds: 12.5, notes: ['A note.'], fields: { mean: 0.5 } } };

let folder: string;
let store: CheckpointStore;
const path = (): string => join(folder, 'ab', `${signature}.checkpoint`);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-checkpoints-'));
  store = new CheckpointStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

function aRaster(more: Partial<Raster> = {}): Raster {
  const { depth = 8, channels = 3, width = 5, height = 3 } = more;
  const samples = width * height * channels;
  const data =
    depth === 8
      ? Uint8Array.from({ length: samples }, (_, i) => (i * 37) & 255)
      : Uint16Array.from({ length: samples }, (_, i) => (i * 4099) & 65535);
  return { data, width, height, channels, depth, profile: builtInProfile('srgb'), orientation: 1, ...more };
}

const kept = async (raster: Raster): Promise<Raster | undefined> => {
  await store.write(signature, { kind: 'raster', raster, facts });
  const read = await store.read(signature, 'raster');
  return read?.kind === 'raster' ? read.raster : undefined;
};

/** Primaries of Display P3 and a gamma that no profile of ours has. */
function ownProfile(gamma: number): RgbProfile {
  const file = { description: 'Mine', toXyzD50: builtInProfile('display-p3').toXyzD50, adaptation: d65Adaptation() };
  return readRgbProfile(writeMatrixProfile({ ...file, curve: gamma }))!;
}

describe('a checkpoint', () => {
  it.each([
    ['8 bits', aRaster()],
    ['16 bits with alpha', aRaster({ depth: 16, channels: 4 })],
    ['a pending orientation', aRaster({ orientation: 6 })],
    ['a wide profile of ours', aRaster({ depth: 16, profile: builtInProfile('prophoto-rgb') })],
    ['an embedded profile', aRaster({ depth: 16, profile: ownProfile(2.6) })],
    ['pixels in a part of a buffer', aRaster({ data: new Uint8Array(100).fill(9).subarray(7, 52) })],
  ])('gives back a picture with %s exactly', async (_name, raster) => {
    const back = await kept(raster);
    expect(back && { ...back, profile: null }).toEqual({ ...raster, profile: null });
    expect(back?.profile.key).toBe(raster.profile.key);
    expect(Buffer.compare(back!.profile.icc, raster.profile.icc)).toBe(0);
    expect(back?.profile.toXyzD50).toEqual(raster.profile.toXyzD50);
    for (const v of [0, 0.2, 0.9]) expect(back?.profile.curves[1].decode(v)).toBe(raster.profile.curves[1].decode(v));
  });

  it('keeps the bytes of a file’s own sRGB profile, which an export may embed', async () => {
    const srgb = builtInProfile('srgb');
    const file = { description: 'Camera sRGB', toXyzD50: srgb.toXyzD50, adaptation: d65Adaptation() };
    const own = readRgbProfile(writeMatrixProfile({ ...file, curve: 2.2 }))!;
    expect(own.key).toMatch(/srgb|embedded/);
    const back = await kept(aRaster({ profile: own }));
    expect(Buffer.compare(back!.profile.icc, own.icc)).toBe(0);
    expect(back?.profile.description).toBe('Camera sRGB');
  });

  it('is not kept when the profile cannot be had back from its bytes', async () => {
    const grey = { ...ownProfile(2.6), key: 'embedded:of-a-grey-profile' };
    expect(await store.write(signature, { kind: 'raster', raster: aRaster({ profile: grey }), facts })).toBe(0);
    expect(store.has(signature)).toBe(false);
  });

  it('carries what is told of the steps before it', async () => {
    await store.write(signature, { kind: 'json', facts });
    expect(await store.read(signature, 'json')).toEqual({ kind: 'json', facts });
  });

  it('may be an encoded file', async () => {
    const file = { bytes: Buffer.from('avif'), extension: 'avif', format: 'avif', width: 5, height: 3 };
    await store.write(signature, { kind: 'file', ...file, facts });
    expect(await store.read(signature, 'file')).toEqual({ kind: 'file', ...file, facts });
  });

  it('is there for another process too, and nothing is there that was not written', async () => {
    await store.write(signature, { kind: 'json', facts });
    const later = new CheckpointStore(folder);
    expect(later.has(signature)).toBe(true);
    expect(later.has('cd'.padEnd(64, '0'))).toBe(false);
    expect(await later.read('cd'.padEnd(64, '0'), 'json')).toBeNull();
  });

  it('is marked as used when it is read, and not by a look', async () => {
    await store.write(signature, { kind: 'json', facts });
    await utimes(path(), new Date(1e12), new Date(1e12));
    store.has(signature);
    expect((await stat(path())).mtimeMs).toBe(1e12);
    await store.read(signature, 'json');
    expect((await stat(path())).mtimeMs).toBeGreaterThan(1e12);
  });

  it('leaves no temp file behind', async () => {
    await store.write(signature, { kind: 'json', facts });
    expect(await readdir(join(folder, 'ab'))).toEqual([`${signature}.checkpoint`]);
  });

  it('is not kept where nothing can be written, without an error', async () => {
    await writeFile(join(folder, 'ab'), 'a file where the folder should be');
    expect(await store.write(signature, { kind: 'json', facts })).toBe(0);
  });
});

describe('a damaged checkpoint', () => {
  const checkpoint: Checkpoint = { kind: 'raster', raster: aRaster(), facts };

  it('is a miss, whatever byte is wrong, and is removed', async () => {
    await store.write(signature, checkpoint);
    const good = await readFile(path());
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const bad = Buffer.from(good);
        bad[at]! ^= flip;
        await writeFile(path(), bad);
        expect(await store.read(signature, 'raster')).toBeNull();
        expect(existsSync(path())).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('is a miss when it was cut off, as after a power loss', async () => {
    await store.write(signature, checkpoint);
    const good = await readFile(path());
    for (const length of [0, 1, 8, 15, 16, 40, good.length - 1]) {
      await writeFile(path(), good.subarray(0, length));
      expect(await store.read(signature, 'raster')).toBeNull();
    }
  });

  it('is a miss when it is full of zeros', async () => {
    await store.write(signature, checkpoint);
    await writeFile(path(), Buffer.alloc((await stat(path())).size));
    expect(await store.read(signature, 'raster')).toBeNull();
  });

  it('of another kind is a miss and stays', async () => {
    await store.write(signature, { kind: 'json', facts });
    expect(await store.read(signature, 'raster')).toBeNull();
    expect(store.has(signature)).toBe(true);
  });
});
