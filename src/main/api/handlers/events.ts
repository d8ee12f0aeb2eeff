import { SafelightError } from '../../../contract/errors.ts';
import type { SafelightEvent, StreamEvent } from '../../../contract/events.ts';
import { routes } from '../../../contract/routes.ts';
import type { Run } from '../../../contract/run.ts';
import type { App } from '../../app.ts';
import { runIsOver } from '../../engine/run-machine.ts';
import type { Caller } from '../access/caller.ts';
import { isLimited } from '../access/limits-of-caller.ts';
import { createVisibility } from '../access/visibility.ts';
import type { EventLog } from '../events/event-log.ts';
import { eventStream } from '../events/event-stream.ts';
import type { Http } from '../http.ts';
import { originOf } from '../origin.ts';
import { runResource } from '../resources.ts';

/** Streams at once, of everybody together. */
const MOST_STREAMS = 500;
/** Of one caller, so that a script that forgets to close them does not take them from the others. */
const MOST_OF_ONE = 100;

/**
 * What happens, while it happens.
 * @param app without limits: what a caller may see is looked up for each event
 */
export function handleEvents(http: Http, app: App, log: EventLog): void {
  const visibility = createVisibility(app);

  function seenBy(caller: Caller): (event: SafelightEvent) => boolean | Promise<boolean> {
    if (!isLimited(caller)) return () => true;
    const sees = visibility.remembering(caller);
    return (event) => {
      if ('run' in event) return sees(event.run);
      // What belongs to no run is for those who see everything.
      return 'runId' in event ? sees(event.runId) : false;
    };
  }

  function refuseTooMany({ id }: Caller): void {
    const most = log.readersOf(id) >= MOST_OF_ONE ? MOST_OF_ONE : log.readers >= MOST_STREAMS ? MOST_STREAMS : null;
    if (most === null) return;
    throw new SafelightError('rate_limited', `${most} event streams are open already. Close some first.`);
  }

  http.openapi(routes.followAll, (c) => {
    refuseTooMany(c.get('caller'));
    const { named, lastEventId } = c.req.valid('query');
    const startId = log.lastId();
    const after = c.req.header('last-event-id') ?? lastEventId;
    return eventStream(log.follow({ after, accepts: seenBy(c.get('caller')), owner: c.get('caller').id }), {
      data: dataFor(originOf(c.req.raw)),
      startId,
      named: named === 'true',
      isLast: () => false,
      signal: c.req.raw.signal,
    }) as never;
  });

  http.openapi(routes.followRun, async (c) => {
    refuseTooMany(c.get('caller'));
    const { named, lastEventId, until } = c.req.valid('query');
    const run = await app.runs.get(c.req.valid('param').runId);
    await visibility.check(c.get('caller'), run);
    const startId = log.lastId();
    const after = c.req.header('last-event-id') ?? lastEventId;
    const reader = log.follow({
      after,
      accepts: (event) => runIdOf(event) === run.id,
      owner: c.get('caller').id,
    });
    // Read after the reader listens, so that nothing falls between.
    const now = await app.runs.get(run.id);
    const goesOn = after !== undefined && after !== '' && !reader.startsWithReset;
    if (!goesOn || (until === 'finished' && runIsOver(now.status))) reader.push({ id: startId, event: asEvent(now) });
    return eventStream(reader, {
      data: dataFor(originOf(c.req.raw)),
      startId,
      named: named === 'true',
      isLast: (event) => until === 'finished' && event.event === 'run.finished',
      signal: c.req.raw.signal,
    }) as never;
  });
}

function runIdOf(event: SafelightEvent): number | null {
  if ('run' in event) return event.run.id;
  return 'runId' in event ? event.runId : null;
}

function asEvent(run: Run): SafelightEvent {
  return { event: runIsOver(run.status) ? 'run.finished' : 'run.updated', run };
}

/** Runs are sent as they are answered elsewhere. */
function dataFor(origin: string): (event: StreamEvent) => unknown {
  return (event) => ('run' in event ? { ...event, run: runResource(event.run, origin) } : event);
}
