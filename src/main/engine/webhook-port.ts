import type { Run } from '../../contract/run.ts';

/** Somebody to be told when a run is over. */
export interface NewWebhook {
  /** http(s); checked before it gets here. */
  url: string;
  /** Whose form the body has: `native` or the name of a dialect. */
  dialect: string;
  /** Origin of the URLs in the body. */
  origin: string;
}

/** One try to deliver a webhook. */
export interface WebhookTry {
  at: string;
  /** HTTP status; null when there was no answer. */
  status: number | null;
  /** Why there was no answer, or what was wrong with it. */
  error: string | null;
  milliseconds: number;
}

/** A webhook of a run, with what became of it. */
export interface StoredWebhook extends NewWebhook {
  id: number;
  /** `webhook-id` of all its tries. */
  uuid: string;
  runId: number;
  state: 'waiting' | 'delivered' | 'given-up';
  tries: WebhookTry[];
  /** Not before this time; null: as soon as the run is over. */
  nextAt: string | null;
  createdAt: string;
}

/**
 * The outbox. Rows are written with their run, in the same transaction, so that nobody is forgotten; they become due when the run is
 * over. When it is put to work once more, who was told is told again (see webhook-store.ts).
 */
export interface WebhookStorePort {
  ofRun(runId: number): Promise<StoredWebhook[]>;
  /** Waiting ones of runs that are over, whose time has come, oldest first; only those in the form of one of these dialects. */
  due(now: string, dialects: readonly string[], limit: number): Promise<StoredWebhook[]>;
  /** When the next one of a run that is over is due; null when none waits for a time. */
  nextAt(dialects: readonly string[]): Promise<string | null>;
  /** Adds a try and says what is next. */
  tried(id: number, one: WebhookTry, next: { state: StoredWebhook['state']; nextAt: string | null }): Promise<void>;
}

/** What the program does with webhooks (src/main/delivery/webhooks). */
export interface WebhooksPort {
  /**
   * How a dialect writes the body: the run as its own GET would answer it. Before a dialect has one, what is to be told in its
   * form waits.
   */
  setRenderer(dialect: string, render: RenderWebhook): void;
  /** May this address be told? Throws `url_refused` with what to do. */
  check(url: string): Promise<void>;
  /** Everything that is to be told about a run, with every try. */
  ofRun(runId: number): Promise<StoredWebhook[]>;
  /** The installation's secret, `whsec_…`, with which receivers check signatures. */
  secret(): Promise<string>;
  /** Makes a new secret; what is sent from now on is signed with it. */
  renewSecret(): Promise<string>;
}

/** The body for a run; `origin` is that of the URLs in it. */
export type RenderWebhook = (run: Run, origin: string) => Promise<string>;
