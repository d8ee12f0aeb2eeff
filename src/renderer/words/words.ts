import type { en } from './en.ts';

/** The shape every language has: that of the English words. */
export type Words = typeof en;
