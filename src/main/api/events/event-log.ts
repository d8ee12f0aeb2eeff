import { randomUUID } from 'node:crypto';
import type { SafelightEvent, StreamEvent } from '../../../contract/events.ts';
import type { EventBus } from '../../engine/event-bus.ts';
import { EventReader } from './event-reader.ts';

/** An event with the id by which a client that comes back goes on behind it. */
export interface LoggedEvent {
  id: string;
  event: StreamEvent;
}

export interface FollowOptions {
  /** Id of the last event that the client has seen. */
  after?: string | undefined;
  /** Which events it is to get; asked when they are about to be sent. */
  accepts?: (event: SafelightEvent) => boolean | Promise<boolean>;
  /** Whose reader it is. */
  owner?: string;
}

/** What happened lately, so that nobody misses anything while a connection is lost for a while. */
export interface EventLog {
  /**
   * Everything from now on, or from behind `after` on. When what came behind that is not known any more (too long ago, or another
   * start of the program), the first event is `reset`.
   */
  follow(options?: FollowOptions): EventReader;
  /** Id of the newest event. */
  lastId(): string;
  readonly readers: number;
  readersOf(owner: string): number;
  close(): void;
}

/** Some minutes of a busy run; at most a few megabytes. */
const MOST_KEPT = 2000;

/** A log over the bus, with one listener however many read. Ids count up from one start of the program to its end. */
export function createEventLog(bus: EventBus, kept = MOST_KEPT): EventLog {
  /** Tells this start of the program from others. */
  const epoch = randomUUID().slice(0, 8);
  const ring: SafelightEvent[] = [];
  /** Each with its owner. */
  const readers = new Map<EventReader, string>();
  let last = 0;
  const idOf = (number: number): string => `${epoch}-${number}`;

  const leave = bus.on((event) => {
    last += 1;
    ring.push(event);
    // Cut now and then, so that it costs nothing.
    if (ring.length >= 2 * kept) ring.splice(0, ring.length - kept);
    for (const reader of readers.keys()) reader.push({ id: idOf(last), event });
  });

  /** Events behind an id; null when some of them are gone. */
  function behind(id: string): LoggedEvent[] | null {
    const [start, text = ''] = id.split('-');
    const number = Number(text);
    if (start !== epoch || !/^\d+$/.test(text) || number > last) return null;
    const missed = last - number;
    if (missed > Math.min(kept, ring.length)) return null;
    return ring.slice(ring.length - missed).map((event, index) => ({ id: idOf(number + 1 + index), event }));
  }

  return {
    follow({ after, accepts, owner = '' } = {}) {
      const reader = new EventReader(accepts ?? (() => true), () => readers.delete(reader));
      if (after !== undefined && after !== '') {
        const missed = behind(after);
        if (missed === null) reader.push({ id: idOf(last), event: { event: 'reset' } });
        else for (const one of missed) reader.push(one);
      }
      readers.set(reader, owner);
      return reader;
    },
    lastId: () => idOf(last),
    get readers() {
      return readers.size;
    },
    readersOf: (owner) => [...readers.values()].filter((one) => one === owner).length,
    close() {
      leave();
      for (const reader of [...readers.keys()]) reader.leave();
    },
  };
}
