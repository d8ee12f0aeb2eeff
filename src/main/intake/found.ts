import { extname } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import { OTHER_PICTURE_EXTENSIONS } from '../../contract/picture-formats.ts';
import type { Found } from '../engine/ports.ts';

/** Where something was found: its name, and its folder below the dropped root. */
export interface Place {
  name: string;
  relativeFolder: string;
}

export function joinRelative(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

export function refused(place: Place, error: SafelightError): Found {
  return { type: 'refused', name: place.name, relativeFolder: place.relativeFolder, error: error.toRecord() };
}

export function skipped(
  place: Place,
  code: 'not_an_image' | 'unsupported_format' | 'not_fetched',
  message: string,
): Found {
  const reason = new SafelightError(code, message).toRecord();
  return { type: 'skipped', name: place.name, relativeFolder: place.relativeFolder, reason };
}

export function notAPicture(place: Place): Found {
  if (OTHER_PICTURE_EXTENSIONS.has(extname(place.name).slice(1).toLowerCase())) {
    return skipped(
      place,
      'unsupported_format',
      `“${place.name}” is a kind of picture that Safelight does not read. Export it as JPEG, PNG or TIFF.`,
    );
  }
  return skipped(place, 'not_an_image', `“${place.name}” is not a picture.`);
}

export function nestedZip(place: Place): Found {
  return skipped(
    place,
    'unsupported_format',
    `“${place.name}” is a zip inside another folder or zip; add it itself to use its pictures.`,
  );
}
