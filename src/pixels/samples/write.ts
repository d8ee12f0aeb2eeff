import { link, open, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp, { type Exif } from 'sharp';
import type { SampleName, SampleResult, SampleTask } from '../../contract/pixel-tasks.ts';
import { builtInProfile } from '../colour/profiles.ts';
import { coast } from './coast.ts';
import { dunes } from './dunes.ts';
import { lantern } from './lantern.ts';
import { mug } from './mug.ts';
import { nightHarbour } from './night-harbour.ts';
import { paint, type Scene } from './scene.ts';

interface Shot {
  scene: Scene;
  /** Stored lying on its side with EXIF orientation 6, as a camera held upright writes it. */
  lying?: true;
  /** The scene's numbers are Display P3. */
  displayP3?: true;
  exif: Exif;
}

const camera = (model: string) => ({ Make: 'Safelight', Model: model, Artist: 'Safelight', Copyright: 'CC0' });

const SHOTS: Record<SampleName, Shot> = {
  coast: {
    scene: coast,
    exif: {
      IFD0: { ...camera('Sample One'), ImageDescription: 'Evening on the coast' },
      IFD2: exposure('2026:06:21 20:47:12', '1/250', '8/1', '100', '24/1'),
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '54/1 34/1 21/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '13/1 39/1 46/1',
      },
    },
  },
  dunes: {
    scene: dunes,
    displayP3: true,
    exif: {
      IFD0: { ...camera('Sample Phone'), ImageDescription: 'Dunes in Display P3' },
      IFD2: exposure('2026:03:02 17:05:40', '1/800', '28/10', '64', '9/1'),
    },
  },
  lantern: {
    scene: lantern,
    lying: true,
    exif: {
      IFD0: { ...camera('Sample One'), ImageDescription: 'Lantern, camera held upright' },
      IFD2: exposure('2026:09:12 19:30:05', '1/60', '14/10', '1600', '85/1'),
    },
  },
  mug: {
    scene: mug,
    exif: {
      IFD0: { ...camera('Sample One'), ImageDescription: 'Mug on grey' },
      IFD2: exposure('2026:05:04 11:12:13', '1/125', '11/1', '100', '70/1'),
    },
  },
  'night-harbour': {
    scene: nightHarbour,
    exif: {
      IFD0: { ...camera('Sample One'), ImageDescription: 'Harbour at night' },
      IFD2: exposure('2026:10:30 22:14:50', '2/1', '4/1', '3200', '35/1'),
    },
  },
};

function exposure(takenAt: string, time: string, aperture: string, iso: string, length: string) {
  return {
    DateTimeOriginal: takenAt,
    ExposureTime: time,
    FNumber: aperture,
    ISOSpeedRatings: iso,
    FocalLength: length,
  };
}

/**
 * Paints a sample photo and writes it as a JPEG of quality 92 to `task.path`: complete or not at all, and never over a
 * file that is there (rejects with Node's `EEXIST`).
 * @param scale of its width and height; below 1 for tests in a hurry
 */
export async function writeSample(task: SampleTask, scale = 1): Promise<SampleResult> {
  const shot = scaled(SHOTS[task.sample], scale);
  const jpeg = await encode(shot);
  const temp = join(dirname(task.path), `.${task.sample}-${process.pid}.tmp`);
  const file = await open(temp, 'wx');
  try {
    await file.writeFile(jpeg);
    await file.sync();
    await file.close();
    // A hard link is refused when the name is taken; a rename would replace it.
    await link(temp, task.path);
  } finally {
    await file.close();
    await unlink(temp);
  }
  return { width: shot.scene.width, height: shot.scene.height, bytes: jpeg.length };
}

function scaled(shot: Shot, scale: number): Shot {
  const { width, height } = shot.scene;
  return { ...shot, scene: { ...shot.scene, width: Math.round(width * scale), height: Math.round(height * scale) } };
}

async function encode(shot: Shot): Promise<Buffer> {
  const { width, height } = shot.scene;
  let picture = sharp(paint(shot.scene), { raw: { width, height, channels: 3 } });
  if (shot.lying) {
    const turned = await picture.rotate(270).raw().toBuffer();
    picture = sharp(turned, { raw: { width: height, height: width, channels: 3 } });
  }
  const tagged = picture.withExif(shot.exif).withMetadata({ density: 300, ...(shot.lying ? { orientation: 6 } : {}) });
  const jpeg = await tagged.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
  return shot.displayP3 ? replaceProfile(jpeg, builtInProfile('display-p3').icc) : jpeg;
}

const START_OF_SCAN = 0xda;
const APP2 = 0xe2;

/**
 * The JPEG with another ICC profile in place of its own, pixels untouched: sharp would convert them to the profile. The
 * profile must fit one APP2 segment (65,519 bytes; ICC.1 annex B.4).
 */
function replaceProfile(jpeg: Buffer, icc: Uint8Array): Buffer {
  const label = Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1');
  const header = Buffer.from([0xff, APP2, 0, 0]);
  header.writeUInt16BE(2 + label.length + icc.length, 2);
  const parts: Buffer[] = [jpeg.subarray(0, 2)];
  let profile: Buffer[] = [header, label, Buffer.from(icc)];
  let at = 2;
  while (jpeg[at + 1] !== START_OF_SCAN) {
    const next = at + 2 + jpeg.readUInt16BE(at + 2);
    const isApplication = (jpeg[at + 1] ?? 0) >= 0xe0 && (jpeg[at + 1] ?? 0) <= 0xef;
    if (!isApplication) {
      parts.push(...profile);
      profile = [];
    }
    const isProfile = jpeg[at + 1] === APP2 && jpeg.toString('latin1', at + 4, at + 15) === 'ICC_PROFILE';
    if (!isProfile) parts.push(jpeg.subarray(at, next));
    at = next;
  }
  return Buffer.concat([...parts, jpeg.subarray(at)]);
}
