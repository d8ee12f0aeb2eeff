import type { App } from '../../app.ts';
import type { Http } from '../http.ts';

/** The API of another service, answered by our own services. A dialect translates; what happens is decided behind it. */
export interface Dialect {
  /** Noted with the runs that come through it, and with their webhooks. */
  readonly name: string;
  /** Whether a path belongs to it, so that also its errors have its form. */
  owns(path: string): boolean;
  /** Any thrown value in the dialect's own form. */
  errorResponse(thrown: unknown): Response;
  /**
   * Registers its routes.
   * @param app as the current caller may use it
   * @param whole the app itself, for what is done later on nobody's behalf: webhooks
   */
  register(http: Http, app: App, whole: App): void;
}
