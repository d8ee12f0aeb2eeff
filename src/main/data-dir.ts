import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where Safelight keeps its database and cache: `SAFELIGHT_HOME`, else the platform's own place for application data.
 */
export function defaultDataDir(
  env: Record<string, string | undefined> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env['SAFELIGHT_HOME']) return resolve(env['SAFELIGHT_HOME']);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Safelight');
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Safelight');
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'safelight');
}
