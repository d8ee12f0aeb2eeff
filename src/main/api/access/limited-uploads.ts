import { SafelightError } from '../../../contract/errors.ts';
import type { UploadsPort } from '../../engine/upload-port.ts';
import type { Caller } from './caller.ts';

/**
 * Uploads have no owner: who gave one knows its id, which nobody can guess. So a key for single workflows may upload and use uploads, but
 * not look through what others have given, nor remove it.
 */
export function limitedUploads(uploads: UploadsPort, caller: () => Caller): UploadsPort {
  function checkAll(): void {
    const { onlyWorkflows, name } = caller();
    if (onlyWorkflows === null) return;
    throw new SafelightError('capability_denied', `The key “${name}” lacks the capability workflow:run.`, {
      required: 'workflow:run',
    });
  }
  return {
    ...uploads,
    async list(options) {
      checkAll();
      return await uploads.list(options);
    },
    async remove(ref) {
      checkAll();
      return await uploads.remove(ref);
    },
    async get(ref) {
      // Integer ids can be guessed.
      if (typeof ref === 'number') checkAll();
      return await uploads.get(ref);
    },
  };
}
