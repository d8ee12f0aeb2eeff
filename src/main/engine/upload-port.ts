/** A file that was handed to the API. Its bytes are kept once, however often they were given. */
export interface UploadRecord {
  id: number;
  uuid: string;
  sha256: string;
  /** As it was given, made safe; never a path. */
  name: string;
  /** `/`-separated, made safe; empty for a file given by itself. */
  relativeFolder: string;
  contentType: string | null;
  bytes: number;
  createdAt: string;
  /** When a run last asked for it. */
  lastUsedAt: string;
}

export type NewUpload = Pick<UploadRecord, 'sha256' | 'name' | 'relativeFolder' | 'contentType' | 'bytes'>;

/** An upload's integer id, uuid, or the SHA-256 of its bytes in hex (then the newest one with them). */
export type UploadRef = number | string;

/** Rows of uploads, implemented by src/main/store. */
export interface UploadStorePort {
  /** All or none, in order. */
  add(uploads: readonly NewUpload[]): Promise<UploadRecord[]>;
  find(ref: UploadRef): Promise<UploadRecord | null>;
  /** Newest first. */
  list(options: { offset: number; limit: number }): Promise<{ items: UploadRecord[]; total: number }>;
  remove(id: number): Promise<void>;
  /** Which of these hashes some upload has. */
  known(hashes: readonly string[]): Promise<Set<string>>;
  /** Marks all uploads of these bytes as used now. */
  used(sha256: string): Promise<void>;
  /** Last used before that time, oldest first. */
  unusedSince(time: string, afterId: number, limit: number): Promise<UploadRecord[]>;
  /** Number of rows, and bytes on disk (each content once). */
  usage(): Promise<{ count: number; bytes: number }>;
}

/** What the API does with uploads (src/main/intake/uploads). */
export interface UploadsPort {
  /**
   * Takes the files of a request: `multipart/form-data` with any number of files in fields `file`, or one file as the body with its
   * name in `?name=`. All of them are kept, or none. Throws `request_invalid`, `payload_too_large`, `file_empty`, `disk_full`,
   * `rate_limited` when too many come at once.
   */
  receive(request: Request, options?: { signal?: AbortSignal }): Promise<UploadRecord[]>;
  /** Keeps bytes that came in another way (`data:` URLs). Throws `payload_too_large`, `file_empty`, `disk_full`. */
  addBytes(name: string, contentType: string | null, bytes: Uint8Array): Promise<UploadRecord>;
  /** Null when there is none, or its file is gone. */
  find(ref: UploadRef): Promise<UploadRecord | null>;
  /** Throws `upload_not_found`. */
  get(ref: UploadRef): Promise<UploadRecord>;
  list(options?: { page?: number; pageSize?: number }): Promise<{
    items: UploadRecord[];
    total: number;
    page: number;
    pageSize: number;
  }>;
  /** Its bytes go with the last upload that has them. Throws `upload_not_found`. */
  remove(ref: UploadRef): Promise<void>;
  /** Absolute path of the bytes; never to be written to. */
  pathOf(upload: Pick<UploadRecord, 'sha256'>): string;
  /** Somebody works with the file at this path: if it is an upload's, it is kept for longer. */
  used(path: string): Promise<void>;
  /** Bytes on disk, and how many uploads they are. */
  usage(): Promise<{ folder: string; count: number; bytes: number }>;
}
