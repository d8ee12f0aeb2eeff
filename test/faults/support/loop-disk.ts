import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file system of our own whose power can be cut. */
export interface LoopDisk {
  /** Where it is mounted. */
  path: string;
  /** From here on nothing more reaches the disk, and what was not synced is lost (EXT4_IOC_SHUTDOWN without flushing the log). */
  cutPower(): void;
  /** Mounts it again, as after a start of the computer. Nobody may have a file of it open. */
  restart(): void;
  remove(): void;
}

/** `_IOR('X', 125, __u32)` and EXT4_GOING_FLAGS_NOLOGFLUSH of the kernel's ext4.h. */
const SHUTDOWN = 0x8004587d;
const WITHOUT_FLUSHING = 2;
const PERL = `open(my $f, '<', $ARGV[0]) or die; my $how = pack('L', ${WITHOUT_FLUSHING}); defined(ioctl($f, ${SHUTDOWN}, $how)) or die "$!"`;

/** Why there can be no such disk here; null when there can. */
export function noLoopDisk(): string | null {
  if (process.platform !== 'linux') return 'only Linux has ext4';
  if (process.getuid?.() !== 0) return 'mounting needs root';
  for (const tool of ['mkfs.ext4', 'mount', 'umount', 'perl']) {
    if (spawnSync('which', [tool]).status !== 0) return `${tool} is not installed`;
  }
  const folder = join('/tmp', `safelight-loop-probe-${process.pid}`);
  try {
    const disk = loopDisk(folder, 8);
    try {
      disk.cutPower();
    } finally {
      disk.remove();
    }
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes an ext4 file system in a file in the folder and mounts it there. Throws when that is not possible. */
export function loopDisk(folder: string, megabytes: number): LoopDisk {
  const image = join(folder, 'disk.img');
  const path = join(folder, 'disk');
  mkdirSync(path, { recursive: true });
  writeFileSync(image, '');
  truncateSync(image, megabytes * 1024 * 1024);
  run('mkfs.ext4', '-q', '-F', image);
  const mount = (): void => run('mount', '-o', 'loop', image, path);
  mount();
  writeFileSync(join(path, 'power'), '');
  return {
    path,
    cutPower: () => run('perl', '-e', PERL, join(path, 'power')),
    restart() {
      unmount(path);
      mount();
    },
    remove() {
      // Lazily, because after a failure somebody may still be at it.
      run('umount', '-l', path);
      rmSync(image, { force: true });
    },
  };
}

/** A process that was killed may hold the disk until the system has cleared it away, which a busy machine does late. */
function unmount(path: string): void {
  for (let tries = 1; ; tries += 1) {
    const { status, stderr } = spawnSync('umount', [path], { encoding: 'utf8' });
    if (status === 0) return;
    if (tries === 50) throw new Error(`umount failed: ${stderr.trim()}`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}

function run(command: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${(error?.message ?? stderr).trim()}`);
}
