// Read by Nodes that are too old as well: no syntax newer than what Node 14 knows.

/** Oldest Node that runs the sources and better-sqlite3 13, which on Node 20 crashes without a word. */
const OLDEST = { major: 22, minor: 22 };

/**
 * The sentence to print when this Node is too old, or null when it will do.
 * @param {string} version e.g. `20.20.2`
 * @returns {string | null}
 */
export function nodeComplaint(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return null;
  const needed = `${OLDEST.major}.${OLDEST.minor}`;
  return (
    `Safelight needs Node ${needed} or newer, and this is Node ${version}. ` +
    'On 64-bit Linux with an Intel or AMD processor `npm ci` brings a fitting Node along: run commands through npm or npx. ' +
    `Elsewhere install Node ${needed} or newer from https://nodejs.org and run \`npm ci\` again.`
  );
}

/** Ends the process with exit code 2 and a sentence when this Node is too old. */
export function requireNode() {
  const complaint = nodeComplaint(process.versions.node);
  if (complaint === null) return;
  console.error(complaint);
  process.exit(2);
}
