import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDoors } from '../../../src/main/api/doors.ts';
import { openWorld } from '../engine/world.ts';

async function anApp() {
  const world = await openWorld();
  const told: string[] = [];
  const doors = await openDoors(world.app, { log: (message) => told.push(message), onError() {} });
  onTestFinished(() => doors.close());
  return { app: world.app, doors, told, control: doors.control! };
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

describe('the server of the app', () => {
  it('is off, goes on with the setting, moves with the port, and goes off again', async () => {
    const { app, control } = await anApp();
    expect(control.server).toBeNull();
    await app.settings.set('server.port', 0);
    await app.settings.set('server.enabled', true);
    await control.follow();
    const first = control.server!.url;
    expect(await answers(first)).toBe(true);

    const free = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => free.once('listening', resolve));
    const { port } = free.address() as { port: number };
    await new Promise((resolve) => free.close(resolve));
    await app.settings.set('server.port', port);
    await control.follow();
    expect(control.server!.url).toBe(`http://127.0.0.1:${port}`);
    expect(await answers(control.server!.url)).toBe(true);
    expect(await answers(first)).toBe(false);

    await app.settings.set('server.enabled', null);
    await control.follow();
    expect(control.server).toBeNull();
    expect(await answers(`http://127.0.0.1:${port}`)).toBe(false);
  });

  it('says so when the port is taken, and goes on once another one is chosen', async () => {
    const { app, control, told } = await anApp();
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };
    await app.settings.set('server.port', port);
    await app.settings.set('server.enabled', true);
    await control.follow();
    expect(control).toMatchObject({ server: null, problem: expect.stringContaining(`Port ${port} is taken`) });
    expect(told).toContain(control.problem);
    await app.settings.set('server.port', 0);
    await control.follow();
    expect(control.problem).toBeNull();
    expect(await answers(control.server!.url)).toBe(true);
  });

  it('hands the screens a new token each time', async () => {
    const { app, control } = await anApp();
    const tokens: string[] = [];
    for (const enabled of [true, false, true]) {
      await app.settings.set('server.port', 0);
      await app.settings.set('server.enabled', enabled);
      await control.follow();
      if (control.server !== null) tokens.push(control.server.token);
    }
    expect(new Set(tokens).size).toBe(2);
  });
});
