import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ToolTask {
  photo: string;
  out: string;
  logo: string;
  work: string;
  longEdge: number;
}

/** A program that is installed here. `run` gives CPU seconds of all its processes, their start included. */
export interface ExternalTool {
  name: string;
  run(task: ToolTask): number;
}

/**
 * Debian lets ImageMagick use 256 MB and puts larger pictures on disk, which would make it four times as slow; this policy
 * lets it work in memory.
 */
const POLICY = `<policymap>
  <policy domain="resource" name="memory" value="4GiB"/>
  <policy domain="resource" name="map" value="4GiB"/>
  <policy domain="resource" name="area" value="1GP"/>
</policymap>
`;

/** One thread each, as one worker has. */
const ENVIRONMENT = {
  ...process.env,
  VIPS_CONCURRENCY: '1',
  MAGICK_THREAD_LIMIT: '1',
  OMP_NUM_THREADS: '1',
  OMP_THREAD_LIMIT: '1',
};

/** Those of vips, ImageMagick and GraphicsMagick that are installed. */
export function externalTools(work: string): ExternalTool[] {
  writeFileSync(join(work, 'policy.xml'), POLICY);
  const tools: ExternalTool[] = [];
  const vips = versionOf('vips', ['--version']);
  if (vips !== null) tools.push({ name: `vips ${vips}`, run: (task) => cpuSeconds(vipsCommands(task)) });
  for (const command of ['magick', 'convert']) {
    const magick = versionOf(command, ['-version'], 'ImageMagick');
    if (magick === null) continue;
    tools.push({
      name: `ImageMagick ${magick}`,
      run: (task) => cpuSeconds([magickCommand(command, task)], { MAGICK_CONFIGURE_PATH: work }),
    });
    break;
  }
  const gm = versionOf('gm', ['version'], 'GraphicsMagick');
  if (gm !== null) tools.push({ name: `GraphicsMagick ${gm}`, run: (task) => cpuSeconds(graphicsMagick(task)) });
  return tools;
}

/** The version a program tells; null when it is not there or is another program (`convert` also is one of Windows). */
function versionOf(command: string, args: string[], mustSay = ''): string | null {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0 || !stdout.includes(mustSay)) return null;
  return /\d+\.\d+(\.\d+)?/.exec(stdout)?.[0] ?? '';
}

/** Runs the commands one after the other. POSIX `times` says what a shell's children took; Node does not tell. */
function cpuSeconds(commands: string[][], environment: Record<string, string> = {}): number {
  const quoted = commands.map((words) => words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' '));
  const { status, stdout, stderr } = spawnSync('sh', ['-c', `${quoted.join(' && ')} && times`], {
    encoding: 'utf8',
    env: { ...ENVIRONMENT, ...environment },
  });
  if (status !== 0) throw new Error(`${commands[0]![0]} failed: ${stderr}`);
  const children = stdout.trim().split('\n').at(-1) ?? '';
  let seconds = 0;
  for (const [, minutes, rest] of children.matchAll(/(\d+)m([\d.]+)s/g)) seconds += Number(minutes) * 60 + Number(rest);
  return seconds;
}

/** vips works on files; its own format, which it maps into memory, is the cheapest between commands. */
function vipsCommands({ photo, out, logo, work, longEdge }: ToolTask): string[][] {
  const at = (name: string): string => join(work, `${name}.v`);
  return [
    ['vips', 'thumbnail', photo, at('small'), String(longEdge), '--height', String(longEdge)],
    ['vips', 'linear', at('small'), at('contrast'), '1.2', ' -25.5', '--uchar'],
    ['vips', 'colourspace', at('contrast'), at('lch'), 'lch'],
    ['vips', 'linear', at('lch'), at('saturated'), '1 1.2 1', '0 0 0'],
    ['vips', 'colourspace', at('saturated'), at('srgb'), 'srgb'],
    ['vips', 'sharpen', at('srgb'), at('sharp'), '--sigma', '1'],
    ['vips', 'composite2', at('sharp'), logo, at('marked'), 'over', '--x', '1700', '--y', '1200'],
    ['vips', 'flatten', at('marked'), at('flat')],
    ['vips', 'jpegsave', at('flat'), out, '--Q', '85'],
  ];
}

function magickCommand(command: string, { photo, out, logo, longEdge }: ToolTask): string[] {
  const size = `${longEdge}x${longEdge}`;
  return [
    command,
    // Lets the JPEG decoder shrink; the resize still has a factor of two to do.
    '-define',
    `jpeg:size=${longEdge * 2}x${longEdge * 2}`,
    photo,
    '-resize',
    size,
    '-sigmoidal-contrast',
    '2x50%',
    '-modulate',
    '100,120',
    '-unsharp',
    '0x1+0.8+0.008',
    logo,
    '-gravity',
    'southeast',
    '-geometry',
    '+41+41',
    '-composite',
    '-quality',
    '85',
    out,
  ];
}

/** GraphicsMagick composes in a command of its own. */
function graphicsMagick({ photo, out, logo, work, longEdge }: ToolTask): string[][] {
  const size = `${longEdge}x${longEdge}`;
  const between = join(work, 'gm.miff');
  return [
    [
      ...['gm', 'convert', '-size', `${longEdge * 2}x${longEdge * 2}`, photo, '-resize', size, '-contrast'],
      ...['-modulate', '100,120', '-unsharp', '0x1+0.8+0.008', between],
    ],
    ['gm', 'composite', '-gravity', 'southeast', '-geometry', '+41+41', '-quality', '85', logo, between, out],
  ];
}
