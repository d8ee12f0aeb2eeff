import type { StorePort } from './store-port.ts';

/**
 * Keeps members together at the places where each writes to the store: who arrives waits until all who are still members have.
 * Their writes then go into one transaction (see the store's group commit) instead of one each.
 */
export class LockStep {
  #members: number;
  #waiting: (() => void)[] = [];

  constructor(members: number) {
    this.#members = members;
  }

  arrive(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#goOn();
    });
  }

  /** Every member must leave in the end, however it ends; else the others wait for ever. */
  leave(): void {
    this.#members -= 1;
    this.#goOn();
  }

  #goOn(): void {
    if (this.#waiting.length < this.#members) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/** The store as one member uses it. */
export function inStep(store: StorePort, step: LockStep): StorePort {
  const { items, outputs } = store;
  return {
    ...store,
    items: {
      ...items,
      saveRendered: async (...change) => {
        await step.arrive();
        return await items.saveRendered(...change);
      },
      transition: async (...change) => {
        await step.arrive();
        return await items.transition(...change);
      },
    },
    outputs: {
      ...outputs,
      committing: async (...change) => {
        await step.arrive();
        return await outputs.committing(...change);
      },
    },
  };
}
