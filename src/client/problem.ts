import type { Problem } from '../contract/api.ts';

/** The server refused; `message` is its sentence for people, `problem.code` what scripts switch on. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** Seconds to wait, where the server said so. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null = null) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** Nobody answers: the program was closed, or the network is gone. */
export class ConnectionLostError extends Error {
  constructor(cause: unknown) {
    super('Safelight cannot be reached.', { cause });
    this.name = 'ConnectionLostError';
  }
}

/**
 * The answer of a request that went well.
 * @throws ProblemError, ConnectionLostError; what was aborted stays an AbortError
 */
export async function answerOf(request: Promise<Response>): Promise<Response> {
  const response = await request.catch((thrown: unknown) => {
    throw isAbort(thrown) ? thrown : new ConnectionLostError(thrown);
  });
  if (response.ok || response.status === 304) return response;
  const wait = Number(response.headers.get('retry-after'));
  throw new ProblemError(await problemIn(response), wait > 0 ? wait : null);
}

export function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === 'AbortError' || thrown.name === 'TimeoutError');
}

async function problemIn(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as Partial<Problem>;
    if (typeof body.detail === 'string') return body as Problem;
  } catch {
    // Not ours: a proxy's page, say.
  }
  const detail = `${response.status} ${response.statusText}`.trim();
  return { type: 'about:blank', status: response.status, code: 'internal', title: response.statusText, detail };
}
