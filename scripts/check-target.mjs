// Called by electron-builder before it packs (`beforePack`).

/** As electron-builder numbers them (builder-util, Arch). */
const ARCHITECTURES = ['ia32', 'x64', 'armv7l', 'arm64', 'universal'];

/**
 * Why a package for this target cannot be made here, or null: the Node of the pixel host and the native packages in node_modules are those
 * of the machine that packs, and in a package for another they would not start.
 * @param {string} platform as in `process.platform`
 * @param {string} arch as in `process.arch`
 * @param {{ platform: string, arch: string }} [here]
 * @returns {string | null}
 */
export function targetComplaint(platform, arch, here = process) {
  if (platform === here.platform && arch === here.arch) return null;
  return (
    `A package for ${platform} ${arch} must be built on such a machine: this one is ${here.platform} ${here.arch}, ` +
    'and so are its Node and its native packages.'
  );
}

/** @param {{ electronPlatformName: string, arch: number }} context */
export default function beforePack({ electronPlatformName, arch }) {
  const complaint = targetComplaint(electronPlatformName, ARCHITECTURES[arch] ?? String(arch));
  if (complaint !== null) throw new Error(complaint);
}
