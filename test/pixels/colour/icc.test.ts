import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeProfile, profileSpace, readGreyProfile, readRgbProfile } from '../../../src/pixels/colour/icc-read.ts';
import { writeMatrixProfile } from '../../../src/pixels/colour/icc-write.ts';
import { builtInProfile, d65Adaptation } from '../../../src/pixels/colour/profiles.ts';
import { setupSharp } from '../../../src/pixels/decoders/sharp-setup.ts';
import { PROFILE_NAMES } from '../../../src/workflow/plan/steps.ts';

const sharp = setupSharp();

describe('the built-in profiles', () => {
  it.each(PROFILE_NAMES)('%s is read back as itself from its own bytes', (name) => {
    const profile = builtInProfile(name);
    expect(readRgbProfile(profile.icc)?.key).toBe(name);
    expect(describeProfile(profile.icc)).toBe(profile.description);
    expect(profile.icc.length).toBeLessThan(700);
  });

  it('are wide but for sRGB', () => {
    expect(PROFILE_NAMES.filter((name) => builtInProfile(name).wide)).toEqual(PROFILE_NAMES.slice(1));
  });

  it('are the same bytes and the same object every time', () => {
    expect(builtInProfile('rec2020')).toBe(builtInProfile('rec2020'));
  });

  it.each(PROFILE_NAMES)('%s is understood by another reader (lcms) as we mean it', async (name) => {
    // libvips converts from the embedded profile to sRGB; we convert the same colour by our own matrix and curves.
    const profile = builtInProfile(name);
    const srgb = builtInProfile('srgb');
    const rgb = [140, 120, 100] as const;
    const { assemblePng } = await import('../../../src/pixels/encoders/png-container.ts');
    const png = assemblePng(
      await sharp({ create: { width: 4, height: 4, channels: 3, background: '#8c7864' } })
        .png()
        .toBuffer(),
      { icc: profile.icc, profileName: 'x', exif: null, xmp: null, iptc: null, dpi: null },
    );
    const seen = await sharp(png).raw().toBuffer();
    const [x, y, z] = [0, 1, 2].map((row) =>
      [0, 1, 2].reduce((sum, i) => sum + profile.toXyzD50[row * 3 + i]! * profile.curves[i]!.decode(rgb[i]! / 255), 0),
    ) as [number, number, number];
    for (const row of [0, 1, 2]) {
      const light =
        srgb.fromXyzD50[row * 3]! * x + srgb.fromXyzD50[row * 3 + 1]! * y + srgb.fromXyzD50[row * 3 + 2]! * z;
      expect(Math.abs(seen[row]! - 255 * srgb.curves[0].encode(light))).toBeLessThan(1.2);
    }
  });
});

describe('reading profiles', () => {
  const { toXyzD50 } = builtInProfile('display-p3');
  const adaptation = d65Adaptation();

  it('takes a sampled profile for sRGB when it means the same', () => {
    const srgb = builtInProfile('srgb');
    const curve = Uint16Array.from({ length: 1024 }, (_, i) => Math.round(65535 * srgb.curves[0].decode(i / 1023)));
    const icc = writeMatrixProfile({ description: 'sRGB IEC61966-2.1', toXyzD50: srgb.toXyzD50, adaptation, curve });
    const read = readRgbProfile(icc)!;
    expect(read.key).toBe('srgb');
    expect(read.description).toBe('sRGB IEC61966-2.1');
    expect(read.icc).toBe(icc);
  });

  it('keeps profiles of their own apart by content', () => {
    const make = (curve: number) =>
      readRgbProfile(writeMatrixProfile({ description: 'Monitor', toXyzD50, adaptation, curve }))!;
    expect(make(2.2).key).toMatch(/^embedded:/);
    expect(make(2.2).key).toBe(make(2.2).key);
    expect(make(2.2).key).not.toBe(make(2.4).key);
    expect(make(2.2).curves[1].decode(0.5)).toBeCloseTo(0.5 ** 2.2, 4);
    expect(make(2.2).wide).toBe(true);
  });

  it('reads all parametric forms', () => {
    const curve = { g: 2.4, a: 0.9, b: 0.1, c: 0.2, d: 0.05, e: 0.01, f: 0.02 };
    const read = readRgbProfile(writeMatrixProfile({ description: 'p', toXyzD50, adaptation, curve }))!;
    expect(read.curves[0].decode(0.5)).toBeCloseTo((0.9 * 0.5 + 0.1) ** 2.4 + 0.01, 3);
    expect(read.curves[0].decode(0.02)).toBeCloseTo(0.2 * 0.02 + 0.02, 4);
  });

  it('reads a grey profile as RGB with the same greys', () => {
    const icc = Buffer.from(writeMatrixProfile({ description: 'Grey 1.8', toXyzD50, adaptation, curve: 1.8 }));
    icc.write('GRAY', 16, 'latin1');
    icc.write('kTRC', icc.indexOf('rTRC'), 'latin1');
    expect(readRgbProfile(icc)).toBeNull();
    const read = readGreyProfile(icc)!;
    expect(read.curves[0].decode(0.5)).toBeCloseTo(0.5 ** 1.8, 4);
    expect(profileSpace(read.icc)).toBe('RGB');
    expect(read.wide).toBe(false);
  });

  it('gives null for what is no matrix profile, and never throws on damage', () => {
    const good = builtInProfile('adobe-rgb').icc;
    expect(readRgbProfile(new Uint8Array(0))).toBeNull();
    expect(describeProfile(new Uint8Array(200))).toBeNull();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }),
        fc.nat(good.length),
        (changes, length) => {
          const bad = good.slice(0, length);
          for (const [at, value] of changes) if (at < bad.length) bad[at] = value;
          readRgbProfile(bad);
          readGreyProfile(bad);
          describeProfile(bad);
        },
      ),
    );
  });
});
