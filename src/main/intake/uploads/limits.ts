/** What is accepted of uploads. They stop a script that went wrong from filling the disk, not a large shooting. */
export interface UploadLimits {
  fileBytes: number;
  /** All files of one request. */
  requestBytes: number;
  filesPerRequest: number;
  /** Requests being received side by side. */
  concurrent: number;
  /** So much of the disk is left free for everything else. */
  reserveBytes: number;
  /** Uploads that no run has asked for as long as this are removed, unless an unfinished run needs them. */
  keepDays: number;
}

const GB = 1024 ** 3;

export const UPLOAD_LIMITS: Readonly<UploadLimits> = {
  fileBytes: 4 * GB,
  requestBytes: 64 * GB,
  filesPerRequest: 10_000,
  concurrent: 16,
  reserveBytes: GB / 4,
  keepDays: 30,
};
