import { statfs } from 'node:fs/promises';

/** File-system types of statfs(2) whose changes by other machines are told to nobody: NFS, SMB 1–3, FUSE (sshfs), 9p, Ceph, AFS. */
const NETWORK_TYPES = new Set([0x6969, 0xff534d42, 0xfe534d42, 0x517b, 0x65735546, 0x01021997, 0x00c36400, 0x5346414f]);

/** Does the folder lie on a volume that does not tell of changes? Known on Linux; UNC paths on Windows are. */
export async function isOnNetwork(folder: string): Promise<boolean> {
  if (process.platform === 'win32') return folder.startsWith('\\\\');
  if (process.platform !== 'linux') return false;
  const facts = await statfs(folder).catch(() => null);
  return facts !== null && NETWORK_TYPES.has(Number(facts.type) >>> 0);
}
