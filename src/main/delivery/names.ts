import { basename, extname } from 'node:path';
import { PICTURE_EXTENSIONS } from '../../contract/picture-formats.ts';
import { exifTokenValues, expandTemplate, parseTemplate, type TemplatePart } from '../../workflow/template.ts';
import type { NameContext } from '../engine/ports.ts';
import { cutToBytes, safeSegment } from './segment.ts';

/** Throws `name_template_invalid` naming the token. */
export function checkTemplate(template: string): void {
  parseTemplate(template);
}

/** True when the name depends on the rendered picture: `{width}`, `{height}`, `{exif.…}`. */
export function needsRender(template: string): boolean {
  return parseTemplate(template).some((part) => part.kind === 'token' && /^(width$|height$|exif\.)/.test(part.token));
}

/**
 * Where a file goes below the output folder: `/`-separated, every name safe on Windows, macOS and Linux.
 *
 * A `/` or `\` in the template makes a folder, one in a value (a lens called `24-70 f/2.8`) never does. The folders of
 * the input are mirrored unless the template places them itself with `{relpath}`. `{name}` is the input's file name
 * without its picture extension. A template that comes out empty gives the input's name. The extension is added unless
 * the template already ends with it.
 */
export function nameFor(template: string, context: NameContext): string {
  const parts = parseTemplate(template);
  const name = withoutPictureExtension(context.name);
  const extension = context.extension.replace(/^\./, '').replace(/[^A-Za-z0-9]/g, '');
  const folders = context.relativeFolder.replaceAll('\\', '_');
  const expanded = expandTemplate(template, {
    ...withoutSeparators({
      ...exifTokenValues(context.exif ?? {}),
      name,
      ext: extension,
      seq: context.seq,
      date: context.runDate,
      workflow: context.workflow,
      branch: context.branch,
      width: context.width,
      height: context.height,
    }),
    relpath: folders,
  });
  const placesFolders = parts.some((part) => part.kind === 'token' && part.token === 'relpath');
  const path = expanded.split(/[/\\]/);
  let stem = path.pop() ?? '';
  if (extension !== '' && endsWithExtension(parts, stem, extension)) stem = stem.slice(0, -extension.length - 1);
  if (stem.trim() === '') stem = name.replace(/[/\\]/g, '_') || '_';
  const above = [...(placesFolders ? [] : folders.split('/')), ...path].filter(
    (folder) => folder !== '' && folder !== '.',
  );
  return [...above.map((folder) => safeSegment(folder)), safeSegment(stem, extension)].join('/');
}

/** The n-th alternative of a path, counted from 1: `a.jpg`, `a-2.jpg`, `a-3.jpg`. Never longer than file systems take. */
export function alternative(path: string, n: number): string {
  if (n <= 1) return path;
  const file = basename(path);
  const folder = path.slice(0, path.length - file.length);
  const extension = extname(file);
  const suffix = `-${n}${extension}`;
  return folder + cutToBytes(file.slice(0, file.length - extension.length), 255 - Buffer.byteLength(suffix)) + suffix;
}

function withoutPictureExtension(name: string): string {
  const extension = extname(name);
  return PICTURE_EXTENSIONS.has(extension.slice(1).toLowerCase()) ? name.slice(0, -extension.length) : name;
}

type Values = Record<string, string | number | undefined>;

function withoutSeparators(values: Values): Values {
  const clean = Object.entries(values).map(([token, value]) => [
    token,
    typeof value === 'string' ? value.replace(/[/\\]/g, '_') : value,
  ]);
  return Object.fromEntries(clean) as Values;
}

/** True for `{name}.{ext}` and `{name}.jpg`, but not for a `{name}` that happens to end so: `a.jpg.png` stays told apart. */
function endsWithExtension(parts: TemplatePart[], stem: string, extension: string): boolean {
  const last = parts.at(-1);
  const byTemplate = last !== undefined && (last.kind === 'text' || last.token === 'ext');
  return byTemplate && stem.toLowerCase().endsWith(`.${extension.toLowerCase()}`);
}
