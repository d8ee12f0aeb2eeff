/** What is accepted of one zip. They stop archives made to fill the disk or the memory, not large shootings. */
export interface ZipLimits {
  /** Entries listed in the zip, of whatever kind. */
  entries: number;
  /** Unpacked bytes of one entry. */
  entryBytes: number;
  /** Unpacked bytes of all entries that are taken. */
  totalBytes: number;
  /** Unpacked ÷ packed bytes of one entry, looked at only when it unpacks to more than `ratioFromBytes`. */
  ratio: number;
  ratioFromBytes: number;
}

const GB = 1024 ** 3;

export const ZIP_LIMITS: Readonly<ZipLimits> = {
  entries: 100_000,
  entryBytes: 2 * GB,
  totalBytes: 200 * GB,
  ratio: 200,
  ratioFromBytes: 10 * 1024 ** 2,
};
