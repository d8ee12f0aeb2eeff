import type { ErrorRecord } from '../../contract/errors.ts';

/** The sentences for what a task can die of outside its own code. */
export const CANCELLED: ErrorRecord = { code: 'cancelled', message: 'Cancelled before it was finished.' };

/** The task ran out of its time twice, the second time alone. */
export function overdue(name: string, deadlineMs: number): ErrorRecord {
  const seconds = Math.max(1, Math.round(deadlineMs / 1000));
  return {
    code: 'deadline_exceeded',
    message: `“${name}” took longer than ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, twice, and was given up. Use a smaller picture or a faster format, or allow more time in the settings: safelight settings deadlineSeconds ${seconds * 2}`,
  };
}

/** The host never came so far as to start the task, twice. */
export function stalled(name: string): ErrorRecord {
  return {
    code: 'deadline_exceeded',
    message: `“${name}” could not even be opened in time, twice. Check that its disk or network folder answers.`,
  };
}

/** The host died twice while it worked on the task, the second time on nothing else. */
export function crashed(name: string): ErrorRecord {
  return {
    code: 'worker_crashed',
    message: `The image engine crashed on “${name}”, twice, the second time with nothing else running. The file is probably damaged, or the computer ran out of memory. Open and save it in another program, or leave it out.`,
  };
}

/** No host process stays alive, whatever it is given. */
export function engineBroken(reason: string): ErrorRecord {
  return {
    code: 'internal',
    message: `The image engine does not work on this computer: it stopped again and again (${reason}). Restart Safelight; if that does not help, install it again.`,
  };
}
