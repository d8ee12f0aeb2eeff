import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { faultFolder } from './batch.ts';

/** Why there can be no small disk here, to be shown with the skipped tests; null when there can. */
export const NO_SMALL_DISK: string | null = whyNot();

function whyNot(): string | null {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root to mount a tmpfs';
  const folder = mkdtempSync(join(tmpdir(), 'safelight-mount-'));
  try {
    mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder);
    execFileSync('umount', [folder]);
    return null;
  } catch {
    return 'this container may not mount a tmpfs';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mount(...args: string[]): void {
  execFileSync('mount', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** A disk of its own, in memory, that is unmounted with the test. */
export interface SmallDisk {
  folder: string;
  resize(size: string): void;
  setReadOnly(readOnly: boolean): void;
}

/** Mounts one. `size` as mount(8) takes it: `256k`. */
export function smallDisk(size: string): SmallDisk {
  const folder = join(faultFolder(), 'disk');
  mkdirSync(folder);
  mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder);
  // Lazily, because a failed test may have left files open.
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return {
    folder,
    resize: (next) => mount('-o', `remount,size=${next}`, folder),
    setReadOnly: (readOnly) => mount('-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder),
  };
}

/** A volume that does not tell capitals apart, or null where the system has none. */
export function caseBlindFolder(): string | null {
  if (NO_SMALL_DISK !== null) return null;
  const root = faultFolder();
  const [image, folder] = [join(root, 'image'), join(root, 'disk')];
  try {
    execFileSync('truncate', ['-s', '16M', image]);
    execFileSync('mkfs.ext4', ['-q', '-O', 'casefold', '-E', 'encoding=utf8', image], { stdio: 'ignore' });
    mkdirSync(folder);
    mount('-o', 'loop', image, folder);
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  const blind = join(folder, 'blind');
  mkdirSync(blind);
  try {
    execFileSync('chattr', ['+F', blind], { stdio: 'ignore' });
    return blind;
  } catch {
    return null;
  }
}
