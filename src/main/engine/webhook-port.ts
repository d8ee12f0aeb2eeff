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
 * over.
 */
export interface WebhookStorePort {
  ofRun(runId: number): Promise<StoredWebhook[]>;
  /** Waiting ones of runs that are over, whose time has come, oldest first. */
  due(now: string, limit: number): Promise<StoredWebhook[]>;
  /** When the next one that waits for its time is due; null when none is. */
  nextAt(): Promise<string | null>;
  /** Adds a try and says what is next. */
  tried(id: number, one: WebhookTry, next: { state: StoredWebhook['state']; nextAt: string | null }): Promise<void>;
  /** Back to waiting, with its tries forgotten for the back-off: a run that was retried is over once more. */
  again(runId: number): Promise<void>;
}
