import type { ErrorRecord } from '../../contract/errors.ts';
import { CANCELLED, crashed, engineBroken, overdue, stalled } from './blame.ts';

/**
 * What the supervisor decides, without doing it: events in, commands out. The rules it keeps:
 *
 * - A task that was in flight when the host died is sent again without blame, but alone (a **suspect**); it fails when
 *   the host dies, or its deadline passes, once more while it runs alone.
 * - A task over its deadline costs the host its life. It becomes a suspect; its neighbours do not, the culprit is known.
 * - A host that never gets ready, or dies over and over without settling anything, is given up with what waits for it.
 */
export interface SupervisorLimits {
  workers: number;
  readyMs: number;
  /** From an abort to killing a host that still works on the aborted task. */
  graceMs: number;
  /** A host that has tasks and starts none for this long hangs. */
  stallMs: number;
}

export interface TaskState {
  id: number;
  /** File name for messages. */
  name: string;
  deadlineMs: number;
  /** How often a host died, or had to be killed, over this task. */
  strikes: number;
  /** Given up by its owner; only waits for the host to let go of it. */
  aborted: boolean;
  started: boolean;
}

export type KillReason = 'recycle' | 'abort' | 'overdue' | 'stall' | 'unready';

export interface SupervisorState {
  readonly limits: SupervisorLimits;
  /** `recycling`: finishes what it has and gets nothing new. `stopping`: killed by us, its exit is awaited. */
  readonly phase: 'down' | 'starting' | 'ready' | 'recycling' | 'stopping' | 'closed';
  readonly waiting: readonly TaskState[];
  readonly inFlight: readonly TaskState[];
  /** While stopping: why we killed the host, so that its exit is blamed on the culprits alone. */
  readonly killed: { why: KillReason; culprits: readonly number[] } | null;
  /** Deaths since a task was last settled, and since the host last finished one by itself. */
  readonly deaths: number;
  readonly barrenDeaths: number;
}

export type SupervisorEvent =
  | { type: 'submit'; id: number; name: string; deadlineMs: number }
  | { type: 'abort'; id: number }
  | { type: 'ready' }
  | { type: 'started'; id: number }
  /** The host is finished with a task: done, failed or dropped. */
  | { type: 'answered'; id: number }
  | { type: 'recycle' }
  | { type: 'exited'; reason: string }
  | { type: 'timer'; key: string }
  | { type: 'close' };

export type SupervisorCommand =
  | { type: 'spawn' }
  | { type: 'kill' }
  | { type: 'send'; id: number; alone: boolean }
  | { type: 'drop'; id: number }
  /** Hand the host's answer to whoever waits for the task. */
  | { type: 'deliver'; id: number }
  /** The task was aborted long ago: undo what its answer brought. */
  | { type: 'discard'; id: number }
  | { type: 'reject'; id: number; error: ErrorRecord }
  /** Once the host is gone: remove what this task may have left half-written. It is the last command about the task. */
  | { type: 'sweep'; id: number }
  | { type: 'timer'; key: string; ms: number }
  | { type: 'clear'; key: string };

/** One task is always on its way to the host, so that no worker waits; more would only make more suspects. */
const AHEAD = 1;
const DEATHS_IN_A_ROW = 5;
/** A folder full of files that crash the host is told from a host that crashes on any file. */
const BARREN_DEATHS = 50;
/** Timers that belong to the host process rather than to a task. */
const HOST_TIMERS: readonly SupervisorCommand[] = ['ready', 'stall', 'exit'].map((key) => ({ type: 'clear', key }));

export function initialState(limits: SupervisorLimits): SupervisorState {
  return {
    limits,
    phase: 'down',
    waiting: [],
    inFlight: [],
    killed: null,
    deaths: 0,
    barrenDeaths: 0,
  };
}

export interface Transition {
  state: SupervisorState;
  commands: SupervisorCommand[];
}

/** The next state and what to do about it. Events about tasks that are no longer known change nothing. */
export function advance(state: SupervisorState, event: SupervisorEvent): Transition {
  if (state.phase === 'closed') return onClosed(state, event);
  return proceed(handle(state, event));
}

function handle(state: SupervisorState, event: SupervisorEvent): Transition {
  switch (event.type) {
    case 'submit': {
      const { id, name, deadlineMs } = event;
      const task: TaskState = { id, name, deadlineMs, strikes: 0, aborted: false, started: false };
      return { state: { ...state, waiting: [...state.waiting, task] }, commands: [] };
    }
    case 'abort':
      return onAbort(state, event.id);
    case 'ready':
      if (state.phase !== 'starting') return unchanged(state);
      return { state: { ...state, phase: 'ready' }, commands: [{ type: 'clear', key: 'ready' }] };
    case 'started':
      return onStarted(state, event.id);
    case 'answered':
      return onAnswered(state, event.id);
    case 'recycle':
      return state.phase === 'ready' ? { state: { ...state, phase: 'recycling' }, commands: [] } : unchanged(state);
    case 'exited':
      return afterDeath(state, event.reason);
    case 'timer':
      return onTimer(state, event.key);
    case 'close':
      return onClose(state);
  }
}

function onAbort(state: SupervisorState, id: number): Transition {
  const reject: SupervisorCommand = { type: 'reject', id, error: CANCELLED };
  if (state.waiting.some((task) => task.id === id)) {
    return { state: { ...state, waiting: without(state.waiting, id) }, commands: [reject] };
  }
  const task = state.inFlight.find((candidate) => candidate.id === id);
  if (!task || task.aborted) return unchanged(state);
  return {
    state: { ...state, inFlight: replaced(state.inFlight, { ...task, aborted: true }) },
    commands: [reject, { type: 'drop', id }, { type: 'timer', key: `grace ${id}`, ms: state.limits.graceMs }],
  };
}

function onStarted(state: SupervisorState, id: number): Transition {
  const task = state.inFlight.find((candidate) => candidate.id === id);
  if (!task || task.started) return unchanged(state);
  return {
    state: { ...state, inFlight: replaced(state.inFlight, { ...task, started: true }) },
    commands: [
      { type: 'clear', key: 'stall' },
      { type: 'timer', key: `deadline ${id}`, ms: task.deadlineMs },
    ],
  };
}

function onAnswered(state: SupervisorState, id: number): Transition {
  const task = state.inFlight.find((candidate) => candidate.id === id);
  if (!task) return unchanged(state);
  const inFlight = without(state.inFlight, id);
  return {
    state: { ...state, inFlight, deaths: 0, barrenDeaths: 0 },
    commands: [
      ...clearTimers(task),
      { type: task.aborted ? 'discard' : 'deliver', id },
      ...watchForStall(state, inFlight),
    ],
  };
}

function onTimer(state: SupervisorState, key: string): Transition {
  const [what, id] = key.split(' ');
  const task = state.inFlight.find((candidate) => candidate.id === Number(id));
  switch (what) {
    case 'ready':
      return state.phase === 'starting' ? kill(state, 'unready') : unchanged(state);
    case 'stall':
      return kill(state, 'stall', ...state.inFlight);
    case 'deadline':
      return task ? kill(state, 'overdue', task) : unchanged(state);
    case 'grace':
      return task ? kill(state, 'abort') : unchanged(state);
    case 'exit':
      // SIGKILL waits for nobody but a process in uninterruptible sleep (a dead network share): go on without it.
      return state.phase === 'stopping' ? afterDeath(state, 'it could not be ended') : unchanged(state);
    default:
      return unchanged(state);
  }
}

function onClose(state: SupervisorState): Transition {
  const tasks = [...state.waiting, ...state.inFlight];
  return {
    state: { ...state, phase: 'closed', waiting: [], inFlight: [] },
    commands: [
      ...HOST_TIMERS,
      ...state.inFlight.flatMap(clearTimers),
      ...tasks
        .filter((task) => !task.aborted)
        .map((task): SupervisorCommand => ({ type: 'reject', id: task.id, error: CANCELLED })),
      ...(state.phase === 'down' ? [] : [{ type: 'kill' } as const]),
      ...state.inFlight.map((task): SupervisorCommand => ({ type: 'sweep', id: task.id })),
    ],
  };
}

function onClosed(state: SupervisorState, event: SupervisorEvent): Transition {
  return {
    state,
    commands: event.type === 'submit' ? [{ type: 'reject', id: event.id, error: CANCELLED }] : [],
  };
}

/** Sends what may be sent, and spawns or replaces the host when it takes one. */
function proceed({ state, commands }: Transition): Transition {
  switch (state.phase) {
    case 'down':
      if (state.waiting.length === 0) return { state, commands };
      return {
        state: { ...state, phase: 'starting' },
        commands: [...commands, { type: 'spawn' }, { type: 'timer', key: 'ready', ms: state.limits.readyMs }],
      };
    case 'recycling': {
      if (state.inFlight.length > 0) return { state, commands };
      const stopped = kill(state, 'recycle');
      return { state: stopped.state, commands: [...commands, ...stopped.commands] };
    }
    case 'ready':
      return fill({ state, commands });
    default:
      return { state, commands };
  }
}

/** Suspects first, one at a time with nothing beside them; else as many as the workers take. */
function fill({ state, commands }: Transition): Transition {
  let { waiting, inFlight } = state;
  const sent: SupervisorCommand[] = [];
  const suspect = waiting.find((task) => task.strikes > 0);
  if (suspect) {
    if (inFlight.length === 0) {
      waiting = without(waiting, suspect.id);
      inFlight = [suspect];
      sent.push({ type: 'send', id: suspect.id, alone: true });
    }
  } else if (!inFlight.some((task) => task.strikes > 0)) {
    const room = Math.max(0, state.limits.workers + AHEAD - inFlight.length);
    const next = waiting.slice(0, room);
    waiting = waiting.slice(next.length);
    inFlight = [...inFlight, ...next];
    for (const task of next) sent.push({ type: 'send', id: task.id, alone: false });
  }
  if (sent.length === 0) return { state, commands };
  return {
    state: { ...state, waiting, inFlight },
    commands: [...commands, ...sent, ...watchForStall(state, inFlight)],
  };
}

function kill(state: SupervisorState, why: KillReason, ...culprits: TaskState[]): Transition {
  if (state.phase === 'down' || state.phase === 'stopping') return unchanged(state);
  return {
    state: { ...state, phase: 'stopping', killed: { why, culprits: culprits.map((task) => task.id) } },
    commands: [{ type: 'kill' }, { type: 'timer', key: 'exit', ms: state.limits.graceMs }],
  };
}

/** Queues again what was in flight, and fails what has now brought the host down twice. */
function afterDeath(state: SupervisorState, reason: string): Transition {
  const commands: SupervisorCommand[] = [...HOST_TIMERS, ...state.inFlight.flatMap(clearTimers)];
  const again: TaskState[] = [];
  let settled = false;
  for (const task of state.inFlight) {
    if (task.aborted) {
      commands.push({ type: 'sweep', id: task.id });
      continue;
    }
    const blamed = state.killed === null || state.killed.culprits.includes(task.id);
    const strikes = task.strikes + (blamed ? 1 : 0);
    if (strikes < 2) {
      again.push({ ...task, strikes, started: false });
    } else {
      settled = true;
      commands.push({ type: 'reject', id: task.id, error: blameFor(task, state.killed?.why ?? null) });
      commands.push({ type: 'sweep', id: task.id });
    }
  }
  const counts = countsAsDeath(state) ? 1 : 0;
  const next: SupervisorState = {
    ...state,
    phase: 'down',
    killed: null,
    inFlight: [],
    waiting: [...again, ...state.waiting],
    deaths: settled ? 0 : state.deaths + counts,
    barrenDeaths: state.barrenDeaths + counts,
  };
  return next.deaths >= DEATHS_IN_A_ROW || next.barrenDeaths >= BARREN_DEATHS
    ? giveUp(next, commands, reason)
    : { state: next, commands };
}

/** A host killed from outside while it idles, recycled, or killed for an abort says nothing about its health. */
function countsAsDeath(state: SupervisorState): boolean {
  if (state.killed !== null) return state.killed.why !== 'recycle' && state.killed.why !== 'abort';
  return state.phase === 'starting' || state.inFlight.length > 0;
}

/** Fails everything that waits; the next task gets one more try, so that a repaired installation works again. */
function giveUp(state: SupervisorState, commands: SupervisorCommand[], reason: string): Transition {
  const error = engineBroken(reason);
  return {
    state: {
      ...state,
      waiting: [],
      deaths: DEATHS_IN_A_ROW - 1,
      barrenDeaths: Math.min(state.barrenDeaths, BARREN_DEATHS - 1),
    },
    commands: [
      ...commands,
      ...state.waiting.map((task): SupervisorCommand => ({ type: 'reject', id: task.id, error })),
    ],
  };
}

function blameFor(task: TaskState, why: KillReason | null): ErrorRecord {
  if (why === 'overdue') return overdue(task.name, task.deadlineMs);
  return why === 'stall' ? stalled(task.name) : crashed(task.name);
}

function clearTimers(task: TaskState): SupervisorCommand[] {
  return [
    { type: 'clear', key: `deadline ${task.id}` },
    { type: 'clear', key: `grace ${task.id}` },
  ];
}

/** Between sending a task and its start the deadline does not run yet; something has to watch. */
function watchForStall(state: SupervisorState, inFlight: readonly TaskState[]): SupervisorCommand[] {
  const idle = inFlight.length > 0 && !inFlight.some((task) => task.started);
  return [idle ? { type: 'timer', key: 'stall', ms: state.limits.stallMs } : { type: 'clear', key: 'stall' }];
}

function unchanged(state: SupervisorState): Transition {
  return { state, commands: [] };
}

function without(tasks: readonly TaskState[], id: number): TaskState[] {
  return tasks.filter((task) => task.id !== id);
}

function replaced(tasks: readonly TaskState[], changed: TaskState): TaskState[] {
  return tasks.map((task) => (task.id === changed.id ? changed : task));
}
