import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advance,
  initialState,
  type SupervisorCommand,
  type SupervisorEvent,
  type SupervisorState,
} from '../../../src/main/pixel-host/supervisor-state.ts';

const LIMITS = { workers: 2, readyMs: 20_000, graceMs: 3_000, stallMs: 60_000 };
const submit = (id: number): SupervisorEvent => ({ type: 'submit', id, name: `${id}.jpg`, deadlineMs: 30_000 });

/** Feeds events in order and returns the last state and the commands of the last event. */
function having(...events: SupervisorEvent[]): { state: SupervisorState; commands: SupervisorCommand[] } {
  let result: { state: SupervisorState; commands: SupervisorCommand[] } = { state: initialState(LIMITS), commands: [] };
  for (const event of events) result = advance(result.state, event);
  return result;
}

const sends = (commands: SupervisorCommand[]) => commands.filter((command) => command.type === 'send');
const rejects = (commands: SupervisorCommand[]) => commands.filter((command) => command.type === 'reject');
const crash: SupervisorEvent = { type: 'exited', reason: 'SIGSEGV' };

describe('what the supervisor decides', () => {
  it('sends as many tasks as there are workers and one more, so that no worker waits', () => {
    const { commands } = having(submit(1), submit(2), submit(3), submit(4), { type: 'ready' });
    expect(sends(commands).map(({ id, alone }) => [id, alone])).toEqual([
      [1, false],
      [2, false],
      [3, false],
    ]);
  });

  it('starts a task’s deadline when the host starts the task', () => {
    const { commands } = having(submit(1), { type: 'ready' }, { type: 'started', id: 1 });
    expect(commands).toContainEqual({ type: 'timer', key: 'deadline 1', ms: 30_000 });
  });

  it('runs suspects one after another, with nothing beside them, before anything else', () => {
    const start = [submit(1), submit(2), submit(3), submit(4), { type: 'ready' }] as SupervisorEvent[];
    const again = [...start, crash, { type: 'ready' }] as SupervisorEvent[];
    expect(sends(having(...again).commands)).toEqual([{ type: 'send', id: 1, alone: true }]);
    const second = having(...again, { type: 'answered', id: 1 });
    expect(sends(second.commands)).toEqual([{ type: 'send', id: 2, alone: true }]);
    const last = having(...again, ...[1, 2, 3].map((id): SupervisorEvent => ({ type: 'answered', id })));
    expect(sends(last.commands)).toEqual([{ type: 'send', id: 4, alone: false }]);
  });

  it('holds new tasks back while a suspect runs', () => {
    const { commands } = having(submit(1), { type: 'ready' }, crash, { type: 'ready' }, submit(2));
    expect(sends(commands)).toEqual([]);
  });

  it('blames only the overdue task for the kill it causes', () => {
    const events: SupervisorEvent[] = [
      submit(1),
      submit(2),
      { type: 'ready' },
      { type: 'started', id: 1 },
      { type: 'started', id: 2 },
      { type: 'timer', key: 'deadline 1' },
    ];
    expect(having(...events).commands).toContainEqual({ type: 'kill' });
    const { state } = having(...events, { type: 'exited', reason: 'SIGKILL' });
    expect(state.waiting.map(({ id, strikes }) => [id, strikes])).toEqual([
      [1, 1],
      [2, 0],
    ]);
  });

  it('blames nobody when the host is killed over an aborted task', () => {
    const { state, commands } = having(
      submit(1),
      submit(2),
      { type: 'ready' },
      { type: 'abort', id: 1 },
      { type: 'timer', key: 'grace 1' },
      { type: 'exited', reason: 'SIGKILL' },
    );
    expect(state.inFlight.concat(state.waiting).map(({ id, strikes }) => [id, strikes])).toEqual([[2, 0]]);
    expect(commands).toContainEqual({ type: 'sweep', id: 1 });
  });

  it('spawns no host for nothing', () => {
    const { state, commands } = having(submit(1), { type: 'ready' }, { type: 'answered', id: 1 }, crash);
    expect(state.phase).toBe('down');
    expect(commands.map(({ type }) => type)).not.toContain('spawn');
  });

  it('does not take a host killed while it idles for a broken one', () => {
    const life: SupervisorEvent[] = [submit(1), { type: 'ready' }, { type: 'answered', id: 1 }];
    const { state } = having(...life, ...Array<SupervisorEvent>(20).fill(crash));
    expect(state.deaths).toBe(0);
  });

  it('goes on without a killed host that does not go away', () => {
    const { commands } = having(
      submit(1),
      { type: 'ready' },
      { type: 'started', id: 1 },
      { type: 'timer', key: 'deadline 1' },
      { type: 'timer', key: 'exit' },
    );
    expect(commands.map(({ type }) => type)).toContain('spawn');
  });

  it('gives up after five deaths in a row that settle nothing', () => {
    const { state, commands } = having(submit(1), submit(2), ...Array<SupervisorEvent>(5).fill(crash));
    expect(rejects(commands).map(({ id, error }) => [id, error.code])).toEqual([
      [1, 'internal'],
      [2, 'internal'],
    ]);
    expect(state.phase).toBe('down');
  });

  it('gives up after fifty deaths when the host never finished anything by itself', () => {
    let state = initialState(LIMITS);
    const codes: string[] = [];
    const events = [
      ...Array.from({ length: 40 }, (_, i) => submit(i + 1)),
      ...Array(50)
        .fill([{ type: 'ready' }, crash])
        .flat(),
    ] as SupervisorEvent[];
    for (const event of events) {
      const next = advance(state, event);
      state = next.state;
      codes.push(...rejects(next.commands).map(({ error }) => error.code));
    }
    expect(codes).toHaveLength(40);
    expect(new Set(codes)).toEqual(new Set(['worker_crashed', 'internal']));
  });
});

/** Plays the part of the runner: carries commands out on a make-believe host. */
class Theatre {
  state = initialState(LIMITS);
  host: 'none' | 'starting' | 'ready' | 'dying' = 'none';
  readonly atHost = new Map<number, { alone: boolean; started: boolean }>();
  readonly timers = new Set<string>();
  readonly settled = new Map<number, string>();
  readonly aborted = new Set<number>();

  feed(event: SupervisorEvent): void {
    const { state, commands } = advance(this.state, event);
    this.state = state;
    for (const command of commands) this.#carryOut(command);
  }

  #carryOut(command: SupervisorCommand): void {
    switch (command.type) {
      case 'spawn':
        expect(this.host).toBe('none');
        this.host = 'starting';
        break;
      case 'kill':
        if (this.host !== 'none') this.host = 'dying';
        break;
      case 'send':
        expect(this.host).toBe('ready');
        expect(this.atHost.has(command.id)).toBe(false);
        this.atHost.set(command.id, { alone: command.alone, started: false });
        if ([...this.atHost.values()].some(({ alone }) => alone)) expect(this.atHost.size).toBe(1);
        expect(this.atHost.size).toBeLessThanOrEqual(LIMITS.workers + 1);
        break;
      case 'deliver':
        this.#settle(command.id, 'delivered');
        break;
      case 'reject':
        this.#settle(command.id, command.error.code);
        break;
      case 'timer':
        this.timers.add(command.key);
        break;
      case 'clear':
        this.timers.delete(command.key);
        break;
    }
  }

  #settle(id: number, how: string): void {
    expect(this.settled.has(id)).toBe(false);
    this.settled.set(id, how);
  }

  die(): void {
    if (this.host === 'none') return;
    this.host = 'none';
    this.atHost.clear();
    this.feed({ type: 'exited', reason: 'SIGSEGV' });
  }

  getReady(): void {
    if (this.host !== 'starting') return;
    this.host = 'ready';
    this.feed({ type: 'ready' });
  }

  start(pick: number): void {
    const id = [...this.atHost.keys()][pick % Math.max(1, this.atHost.size)];
    if (id === undefined || this.host !== 'ready') return;
    this.atHost.get(id)!.started = true;
    this.feed({ type: 'started', id });
  }

  answer(pick: number): void {
    const id = [...this.atHost.keys()][pick % Math.max(1, this.atHost.size)];
    if (id === undefined || this.host !== 'ready') return;
    this.atHost.delete(id);
    this.feed({ type: 'answered', id });
  }

  fire(pick: number): void {
    const keys = [...this.timers].filter((key) => key !== 'exit');
    const key = keys[pick % Math.max(1, keys.length)];
    if (key === undefined) return;
    this.timers.delete(key);
    this.feed({ type: 'timer', key });
  }

  /** From here on the host behaves. */
  finish(): void {
    for (let round = 0; round < 1000 && this.state.waiting.length + this.state.inFlight.length > 0; round++) {
      if (this.host === 'dying') this.die();
      this.getReady();
      this.start(round);
      this.answer(round);
    }
  }
}

describe('whatever happens', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('submit' as const), pick: fc.nat(50) }) },
    { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('start' as const, 'answer' as const), pick: fc.nat(50) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('ready' as const, 'die' as const), pick: fc.nat(50) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom('abort' as const, 'fire' as const, 'recycle' as const),
        pick: fc.nat(50),
      }),
    },
  );

  it('every task is settled exactly once, suspects run alone, and no timer is left', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const theatre = new Theatre();
        let submitted = 0;
        for (const { do: what, pick } of steps) {
          if (what === 'submit') theatre.feed(submit(++submitted));
          else if (what === 'start') theatre.start(pick);
          else if (what === 'answer') theatre.answer(pick);
          else if (what === 'ready') theatre.getReady();
          else if (what === 'die') theatre.die();
          else if (what === 'fire') theatre.fire(pick);
          else if (what === 'recycle') theatre.feed({ type: 'recycle' });
          else if (submitted > 0) theatre.feed({ type: 'abort', id: 1 + (pick % submitted) });
        }
        theatre.finish();
        expect([...theatre.settled.keys()].sort((a, b) => a - b)).toEqual(
          Array.from({ length: submitted }, (_, i) => i + 1),
        );
        expect([...theatre.timers].filter((key) => /^(deadline|grace|stall)/.test(key))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('closing settles everything at once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const theatre = new Theatre();
        let submitted = 0;
        for (const { do: what, pick } of steps) {
          if (what === 'submit') theatre.feed(submit(++submitted));
          else if (what === 'start') theatre.start(pick);
          else if (what === 'ready') theatre.getReady();
          else if (what === 'die') theatre.die();
        }
        theatre.feed({ type: 'close' });
        expect(theatre.settled.size).toBe(submitted);
        expect(theatre.timers.size).toBe(0);
      }),
    );
  });
});
