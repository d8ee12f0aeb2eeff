/** What is fetched from elsewhere at most. */
export interface DownloadLimits {
  pictureBytes: number;
  zipBytes: number;
  /** Downloads side by side, of all runs together. */
  concurrent: number;
  /** What a run fetched is removed when nobody has asked for it as long as this, and with the run. */
  keepDays: number;
}

const GB = 1024 ** 3;

export const DOWNLOAD_LIMITS: Readonly<DownloadLimits> = {
  pictureBytes: 2 * GB,
  zipBytes: 50 * GB,
  concurrent: 6,
  keepDays: 30,
};
