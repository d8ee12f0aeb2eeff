import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from './caller.ts';

const WINDOW_SECONDS = 60;
/** Shown where there is no limit: scripts compare and subtract, and a number that fits everywhere suits them all. */
const NO_LIMIT = 2_147_483_647;

/** Where a caller stands in the running minute. */
export interface Allowance {
  limit: number;
  remaining: number;
  /** Milliseconds until the window ends. */
  endsInMs: number;
  refused: boolean;
}

export interface RateLimits {
  /** Counts one request. */
  take(caller: Pick<Caller, 'id' | 'rateLimit'>): Promise<Allowance>;
}

/** Counts requests in windows of a minute, in memory: a restart forgives everybody. */
export function createRateLimits(): RateLimits {
  const limiters = new Map<number, RateLimiterMemory>();
  return {
    async take({ id, rateLimit: limit }) {
      if (limit === 0) return { limit: NO_LIMIT, remaining: NO_LIMIT, endsInMs: WINDOW_SECONDS * 1000, refused: false };
      let limiter = limiters.get(limit);
      if (limiter === undefined) {
        limiter = new RateLimiterMemory({ points: limit, duration: WINDOW_SECONDS });
        limiters.set(limit, limiter);
      }
      try {
        const { remainingPoints, msBeforeNext } = await limiter.consume(id);
        return { limit, remaining: remainingPoints, endsInMs: msBeforeNext, refused: false };
      } catch (thrown) {
        if (!(thrown instanceof RateLimiterRes)) throw thrown;
        return { limit, remaining: 0, endsInMs: thrown.msBeforeNext, refused: true };
      }
    },
  };
}

/** The headers that tell it, on every response; the reset is the Unix second at which the window ends. */
export function allowanceHeaders(
  { limit, remaining, endsInMs, refused }: Allowance,
  now: number,
): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(Math.ceil((now + endsInMs) / 1000)),
    ...(refused ? { 'retry-after': String(Math.max(1, Math.ceil(endsInMs / 1000))) } : {}),
  };
}
