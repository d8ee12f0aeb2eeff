import { useEffect, useRef, useState } from 'react';
import type { UploadResource } from '../../../contract/upload.ts';
import { upload } from '../../api/upload.ts';
import type { LocalFile } from './start-state.ts';

/** How many go over the wire at once. It is this machine's own loopback mostly: more would only compete for the disk. */
const AT_ONCE = 3;

/** A file that arrived. */
export interface Uploaded {
  local: LocalFile;
  upload: UploadResource;
}

/** Where the uploads of a start sheet stand. */
export interface Uploads {
  uploaded: Uploaded[];
  failed: { name: string; message: string }[];
  sentBytes: number;
  totalBytes: number;
  /** Nothing is on its way any more. */
  done: boolean;
}

/** Uploads files as they are added; each once. What is taken out again, or left with the sheet, is stopped. */
export function useUploads(files: LocalFile[]): Uploads {
  const tasks = useRef(new Map<LocalFile, Task>());
  const [, setTick] = useState(0);
  useEffect(() => {
    const all = tasks.current;
    const changed = () => setTick((tick) => tick + 1);
    for (const [file, task] of all) {
      if (files.includes(file)) continue;
      task.stop.abort();
      all.delete(file);
    }
    for (const file of files) if (!all.has(file)) all.set(file, newTask());
    // Removing must be seen even when nothing is left to send.
    changed();
    pump(all, throttled(changed));
  }, [files]);
  useEffect(() => {
    const all = tasks.current;
    return () => {
      for (const task of all.values()) task.stop.abort();
      all.clear();
    };
  }, []);
  return standing(tasks.current);
}

interface Task {
  state: 'waiting' | 'sending' | 'done' | 'failed';
  sent: number;
  stop: AbortController;
  upload?: UploadResource;
  message?: string;
}

const newTask = (): Task => ({ state: 'waiting', sent: 0, stop: new AbortController() });

function pump(tasks: Map<LocalFile, Task>, changed: () => void): void {
  const sending = [...tasks.values()].filter((task) => task.state === 'sending').length;
  const waiting = [...tasks].filter(([, task]) => task.state === 'waiting').slice(0, AT_ONCE - sending);
  for (const [local, task] of waiting) void send(local, task, tasks, changed);
}

async function send(local: LocalFile, task: Task, tasks: Map<LocalFile, Task>, changed: () => void): Promise<void> {
  task.state = 'sending';
  const onProgress = (bytes: number) => {
    task.sent = bytes;
    changed();
  };
  try {
    task.upload = await upload(local.file, onProgress, task.stop.signal);
    task.state = 'done';
  } catch (thrown) {
    task.state = 'failed';
    task.message = thrown instanceof Error ? thrown.message : String(thrown);
  }
  task.sent = local.file.size;
  changed();
  pump(tasks, changed);
}

/** Ten times a second is as often as a bar needs to move. */
function throttled(changed: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      changed();
    }, 100);
  };
}

function standing(tasks: Map<LocalFile, Task>): Uploads {
  const all = [...tasks];
  return {
    uploaded: all.flatMap(([local, task]) => (task.upload === undefined ? [] : [{ local, upload: task.upload }])),
    failed: all.flatMap(([local, task]) =>
      task.state === 'failed' ? [{ name: local.file.name, message: task.message ?? '' }] : [],
    ),
    sentBytes: all.reduce((sum, [, task]) => sum + task.sent, 0),
    totalBytes: all.reduce((sum, [local]) => sum + local.file.size, 0),
    done: all.every(([, task]) => task.state === 'done' || task.state === 'failed'),
  };
}
