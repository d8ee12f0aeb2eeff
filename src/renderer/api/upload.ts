import { ConnectionLostError, ProblemError } from '../../client/problem.ts';
import type { UploadResource } from '../../contract/upload.ts';

/**
 * Sends one file. `fetch` cannot tell how far an upload is, hence XMLHttpRequest.
 * @param onProgress bytes sent so far
 * @throws ProblemError, ConnectionLostError; an AbortError when aborted
 */
export function upload(file: File, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<UploadResource> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('POST', `/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      if (request.status < 300) resolve(request.response as UploadResource);
      else reject(problemOf(request));
    };
    request.onerror = () => reject(new ConnectionLostError(null));
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    request.onloadend = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    request.send(file);
  });
}

function problemOf(request: XMLHttpRequest): ProblemError {
  const { status, statusText } = request;
  const fallback = {
    type: 'about:blank',
    status,
    code: 'internal',
    title: statusText,
    detail: `${status} ${statusText}`,
  };
  return new ProblemError({ ...fallback, ...(request.response as object | null) });
}
