import { readFile } from 'node:fs/promises';
import type { LicenceResource } from '../../contract/api.ts';

/**
 * Everything by others that packages of the program contain, by name, as the build found it (scripts/licences).
 * @param file null where sources run that were never built: nothing is known, and nothing is claimed
 */
export async function shippedLicences(file: string | null): Promise<LicenceResource[]> {
  return file === null ? [] : (JSON.parse(await readFile(file, 'utf8')) as LicenceResource[]);
}
