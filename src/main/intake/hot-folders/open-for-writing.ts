import { open, readdir, readFile, readlink } from 'node:fs/promises';

/**
 * Which of these files somebody is writing to, as far as the system tells. A copy that stalls does not change, but keeps its file open:
 * on Linux every process of ours says in /proc what it has open and how; on Windows a writer does not share its file, so opening it for
 * writing fails. Elsewhere, and for other users' processes, nothing can be told.
 */
export async function openForWriting(paths: readonly string[]): Promise<Set<string>> {
  if (paths.length === 0) return new Set();
  if (process.platform === 'linux') return await openedByProcesses(new Set(paths));
  if (process.platform !== 'win32') return new Set();
  const locked = await Promise.all(paths.map(isLocked));
  return new Set(paths.filter((_, i) => locked[i]));
}

async function isLocked(path: string): Promise<boolean> {
  try {
    await (await open(path, 'r+')).close();
    return false;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EBUSY';
  }
}

async function openedByProcesses(paths: ReadonlySet<string>): Promise<Set<string>> {
  const found = new Set<string>();
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of processes) {
    // Processes of others, and those that have just ended, tell nothing.
    for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const path = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
      if (paths.has(path) && (await isWriting(pid, fd))) found.add(path);
    }
  }
  return found;
}

/** The access mode is in the last two bits of the octal flags: 1 is writing, 2 both (open(2)). */
async function isWriting(pid: string, fd: string): Promise<boolean> {
  const about = await readFile(`/proc/${pid}/fdinfo/${fd}`, 'utf8').catch(() => '');
  const flags = /^flags:\s*([0-7]+)/m.exec(about)?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & 3) !== 0;
}
