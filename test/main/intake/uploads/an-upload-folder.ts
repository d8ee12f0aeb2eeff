import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { StorePort } from '../../../../src/main/engine/store-port.ts';
import type { UploadLimits } from '../../../../src/main/intake/uploads/limits.ts';
import { createUploads, type Uploads } from '../../../../src/main/intake/uploads/uploads.ts';
import { openStore } from '../../../../src/main/store/store.ts';

export interface UploadFolder {
  uploads: Uploads;
  store: StorePort;
  folder: string;
  /** Files below the folder, by path. */
  files(): string[];
  /** Another service on the same folder, as after a restart. */
  again(limits?: Partial<UploadLimits>): Uploads;
  setNow(time: string): void;
}

export async function anUploadFolder(limits: Partial<UploadLimits> = {}): Promise<UploadFolder> {
  const dataDir = mkdtempSync(join(tmpdir(), 'safelight-uploads-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  let now = new Date('2026-11-21T12:00:00.000Z');
  const clock = { now: () => now };
  const store = await openStore(dataDir, clock);
  onTestFinished(() => store.close());
  const folder = join(dataDir, 'uploads');
  const log = { info() {}, warn() {}, error() {} };
  const again = (other: Partial<UploadLimits> = {}): Uploads =>
    createUploads({ folder, store: store.uploads, runs: store.runs, clock, log, limits: { ...limits, ...other } });
  return {
    uploads: again(),
    store,
    folder,
    again,
    files: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
        .sort(),
    setNow(time) {
      now = new Date(time);
    },
  };
}

export const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Where the bytes are kept, relative to the folder. */
export const placeOf = (bytes: string | Buffer): string => join(sha256(bytes).slice(0, 2), sha256(bytes));

/** A multipart request as a browser sends it. */
export function formRequest(...files: [name: string, content: string | Buffer][]): Request {
  const parts = files.flatMap(([name, content]) => [
    Buffer.from(`--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n`),
    Buffer.from('Content-Type: image/jpeg\r\n\r\n'),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  const body = new Uint8Array(Buffer.concat([...parts, Buffer.from('--b--\r\n')]));
  return new Request('http://localhost/uploads', { method: 'POST', body, headers });
}

/** A request whose body comes in these pieces; an error breaks it off. */
export function streamedRequest(
  pieces: AsyncIterable<Uint8Array>,
  headers: Record<string, string>,
  query = '',
): Request {
  const body = pieces instanceof ReadableStream ? pieces : Readable.toWeb(Readable.from(pieces));
  const init = { method: 'POST', body, duplex: 'half', headers };
  return new Request(`http://localhost/uploads${query}`, init as RequestInit);
}

/** A body of which only the beginning comes. */
export function silence(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1000)) });
}
