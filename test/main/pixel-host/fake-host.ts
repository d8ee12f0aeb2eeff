import type { HostReply, HostRequest } from '../../../src/contract/pixel-tasks.ts';

/**
 * Speaks the pixel host's protocol and does what the tasks' paths say:
 *
 * - `answer`   finishes at once
 * - `fail`     fails with `image_corrupt`
 * - `hold`     starts and waits for a `release` task, or finishes at once when it runs alone
 * - `release`  finishes all that hold, then itself
 * - `crash`    starts and dies
 * - `crash in company`  dies unless it runs alone
 * - `hang`     starts and never answers
 * - `sleep`    never starts
 * - `recycle`  asks to be replaced, then waits for a `release`
 *
 * A picture to render hangs. FAKE_HOST_MODE can be `mute` (never gets ready) or `stillborn` (dies at once).
 */
const mode = process.env['FAKE_HOST_MODE'];
if (mode === 'stillborn') process.exit(7);
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

const held: number[] = [];
const reply = (message: HostReply): void => void process.send?.(message);
const done = (id: number): void => reply({ type: 'done', id, result: { sha256: '', bytes: process.pid } });
const die = (): void => void process.kill(process.pid, 'SIGSEGV');

process.on('message', (request: HostRequest) => {
  if (request.type === 'configure') {
    if (mode !== 'mute') reply({ type: 'ready', pid: process.pid, engineVersion: 'fake' });
    return;
  }
  if (request.type === 'drop') {
    if (!held.includes(request.id)) return;
    held.splice(held.indexOf(request.id), 1);
    reply({ type: 'dropped', id: request.id });
    return;
  }
  const { id, task, alone } = request;
  const what = task.kind === 'hash' ? task.path : 'hang';
  if (what !== 'sleep') reply({ type: 'started', id });
  switch (what) {
    case 'answer':
      return done(id);
    case 'fail':
      return reply({
        type: 'failed',
        id,
        error: { code: 'image_corrupt', message: 'It is damaged.', nodeId: 'in' },
        nodeStates: [{ nodeId: 'in', status: 'failed' }],
      });
    case 'hold':
      if (alone) return done(id);
      held.push(id);
      return;
    case 'recycle':
      held.push(id);
      return reply({ type: 'recycle', rss: 9e9 });
    case 'release':
      for (const other of held.splice(0)) done(other);
      return done(id);
    case 'crash':
      return die();
    case 'crash in company':
      return alone ? done(id) : die();
  }
});
