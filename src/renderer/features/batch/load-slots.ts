/**
 * Browsers keep six connections to a server. One is the event stream's, and a click on Pause must not wait behind pictures that take
 * long because the run is at work: so only some are loaded at once.
 */
const MOST = 3;
let going = 0;
const waiting: (() => void)[] = [];

/** Calls `start` once there is room. What comes back must be called when it is done with, or not wanted any more; twice does no harm. */
export function loadSlot(start: () => void): () => void {
  let state: 'waiting' | 'going' | 'over' = 'waiting';
  const begin = () => {
    state = 'going';
    going++;
    start();
  };
  if (going < MOST) begin();
  else waiting.push(begin);
  return () => {
    if (state === 'going') {
      going--;
      waiting.shift()?.();
    } else if (state === 'waiting') waiting.splice(waiting.indexOf(begin), 1);
    state = 'over';
  };
}
