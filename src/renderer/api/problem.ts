import type { Problem } from '../../contract/api.ts';

/** The server refused; `message` is its sentence for the screen. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** The server cannot be reached: it was closed, or the network is gone. */
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
    throw thrown instanceof DOMException && thrown.name === 'AbortError' ? thrown : new ConnectionLostError(thrown);
  });
  if (response.ok) return response;
  throw new ProblemError(await problemIn(response));
}

async function problemIn(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as Partial<Problem>;
    if (typeof body.detail === 'string') return body as Problem;
  } catch {
    // Not ours: a proxy's page, say.
  }
  return {
    type: 'about:blank',
    status: response.status,
    code: 'internal',
    title: response.statusText,
    detail: `${response.status} ${response.statusText}`.trim(),
  };
}
