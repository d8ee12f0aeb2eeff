/** What an answer from elsewhere gives. */
export interface NetAnswer {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Where it came from in the end. */
  url: string;
  /** Rejects with `url_unreachable` when it stalls or breaks off. Whoever does not read it to its end must destroy it. */
  body: AsyncIterable<Buffer> & { destroy(): unknown };
}

/**
 * The only way out of the program (src/main/net). Every address is checked before it is talked to: what a stranger's request names
 * must not reach this machine, the local network, or a cloud's metadata. Hosts that the user listed are let through.
 */
export interface NetPort {
  /**
   * What can be said about an address without asking anybody. Throws `url_refused` with what to do. `webhook`: https only, http on
   * listed hosts.
   */
  check(url: string, use: NetUse): Promise<void>;
  /** GET; follows a few redirects, each checked anew. Throws `url_refused`, `url_unreachable`, `cancelled`. */
  get(url: string, options?: { signal?: AbortSignal | undefined }): Promise<NetAnswer>;
  /** POST; follows nothing and reads little of the answer. Throws like `get`. */
  post(
    url: string,
    request: { headers: Readonly<Record<string, string>>; body: string; signal?: AbortSignal | undefined },
  ): Promise<{ status: number }>;
  /** Hosts that are let through: the setting `allowedHosts`, and those of this process. */
  allowedHosts(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export type NetUse = 'input' | 'webhook';
