import { expect, it } from 'vitest';
import { run, shellWorld } from './world.ts';

it('keeps the machine awake while a run goes on, and only then', async () => {
  const { electron, events } = await shellWorld();
  expect(electron.blockers.size).toBe(0);
  events.emit({ event: 'run.created', run: run() });
  events.emit({ event: 'run.updated', run: run({ completedItems: 5 }) });
  expect(electron.blockers.size).toBe(1);
  events.emit({ event: 'run.updated', run: run({ status: 'paused', completedItems: 5 }) });
  expect(electron.blockers.size).toBe(0);
});

it('shows the progress of all runs on the taskbar, with failures', async () => {
  const { events, window } = await shellWorld();
  events.emit({ event: 'run.created', run: run({ completedItems: 5 }) });
  events.emit({ event: 'run.created', run: run({ id: 8, totalItems: 30, completedItems: 5, failedItems: 1 }) });
  expect(window.progress).toEqual({ share: 11 / 40, mode: 'error' });
  events.emit({ event: 'run.finished', run: run({ status: 'completed', completedItems: 10 }) });
  events.emit({ event: 'run.finished', run: run({ id: 8, status: 'partial', failedItems: 1 }) });
  expect(window.progress).toEqual({ share: -1, mode: 'none' });
});

it('tells of a run that ended while nobody looks, and leads to it', async () => {
  const { electron, events, window } = await shellWorld();
  events.emit({ event: 'run.created', run: run() });
  events.emit({ event: 'run.finished', run: run({ status: 'partial', completedItems: 9, failedItems: 1 }) });
  const [message] = electron.messages;
  expect(message?.options).toMatchObject({ title: 'Wedding', body: '9 photos are done. 1 photo failed.' });
  message?.emit('click');
  expect(window.webContents.url).toBe('app://safelight/#/batches/7');
});

it('tells nothing of a run that ended before: its files were taken back, or moved to the trash', async () => {
  const { electron, events } = await shellWorld();
  events.emit({ event: 'run.finished', run: run({ status: 'completed', completedItems: 10 }) });
  expect(electron.messages).toEqual([]);
});

it('tells nothing while the window is looked at, nor of a hot folder that goes well', async () => {
  const { electron, events, window } = await shellWorld();
  const done = { status: 'completed', completedItems: 10 } as const;
  events.emit({ event: 'run.created', run: run({ trigger: 'hotFolder' }) });
  events.emit({ event: 'run.finished', run: run({ ...done, trigger: 'hotFolder' }) });
  window.focus();
  events.emit({ event: 'run.created', run: run() });
  events.emit({ event: 'run.finished', run: run(done) });
  expect(electron.messages).toEqual([]);
});
