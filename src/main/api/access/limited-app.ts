import type { SafelightEvent } from '../../../contract/events.ts';
import type { App } from '../../app.ts';
import type { Caller } from './caller.ts';
import { limitedRuns } from './limited-runs.ts';
import { limitedUploads } from './limited-uploads.ts';
import { limitedWorkflows } from './limited-workflows.ts';
import { isLimited } from './limits-of-caller.ts';
import { createVisibility } from './visibility.ts';

/**
 * The app as the current caller may use it. Every handler gets this one, so that no operation of no dialect can forget to look: keys for
 * single workflows meet these and their runs only, keys with folders reach no path outside of them. For everybody else it
 * is the app itself.
 */
export function limitedApp(app: App, caller: () => Caller): App {
  const visibility = createVisibility(app);
  return {
    ...app,
    workflows: limitedWorkflows(app.workflows, caller),
    runs: limitedRuns(app, caller, visibility),
    uploads: limitedUploads(app.uploads, caller),
    async archive(run) {
      const who = caller();
      if (isLimited(who)) await visibility.check(who, await app.runs.get(run));
      return await app.archive(run);
    },
    events: {
      ...app.events,
      on(listener) {
        const who = caller();
        if (!isLimited(who)) return app.events.on(listener);
        // One after the other, since order matters and looking takes time.
        let last: Promise<void> = Promise.resolve();
        let open = true;
        const seen = visibility.eventsSeenBy(who);
        const hear = async (event: SafelightEvent): Promise<void> => {
          if (open && (await seen(event)) && open) listener(event);
        };
        const leave = app.events.on((event) => {
          last = last.then(() => hear(event)).catch(() => {});
        });
        return () => {
          open = false;
          leave();
        };
      },
    },
  };
}
