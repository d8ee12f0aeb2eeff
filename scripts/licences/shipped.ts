import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installedPackages, productionDependencies } from '../installed-packages.ts';
import { MODELS } from '../models.mjs';
import { nodeLicenceFile } from '../node-licence.mjs';
import { ROOT } from '../out-folder.mjs';
import { packagedFiles } from '../packaged-files.ts';
import { CARRIED } from './carried.ts';
import { ownLicenceText, standardTexts, withLgplTexts } from './licence-text.ts';

/** Something that a package of ours contains and that others made. */
export interface Shipped {
  name: string;
  version: string;
  /** SPDX; empty when it names none. */
  licence: string;
  /** The licence and notices in full. */
  text: string;
  /** Whether it lies in files of its own outside of the archive, where people can put another build of it. */
  replaceable: boolean;
}

/** A module that Vite put into a bundle, as its `build.license` tells. */
export interface Bundled {
  name: string;
  version: string;
  identifier?: string;
  text?: string;
}

interface Manifest {
  version: string;
  license?: string;
  homepage?: string;
  author?: string | { name?: string };
  repository?: string | { url?: string };
}

/** The production dependencies that are installed here, without what electron-builder.yml leaves out. */
export function shippedPackages(): Shipped[] {
  const { packed, unpacked } = packagedFiles();
  return installedPackages(productionDependencies())
    .filter((path) => packed(`${path}/package.json`))
    .flatMap((path) => packageAt(path, unpacked(`${path}/package.json`)));
}

function packageAt(path: string, replaceable: boolean): Shipped[] {
  const folder = join(ROOT, path);
  const name = path.replace(/^.*node_modules\//, '');
  const manifest = readJson<Manifest>(join(folder, 'package.json'));
  const { version, license: licence = '' } = manifest;
  const text = [librariesInside(folder), ownLicenceText(folder) ?? withoutFile(manifest, licence)]
    .filter(Boolean)
    .join('\n\n');
  return [
    { name, version, licence, text: withLgplTexts(licence, text), replaceable },
    ...(CARRIED[name] ?? []).map((inside) => ({
      name: `${inside.name} (in ${name})`,
      version,
      licence: inside.licence,
      text: withLgplTexts(inside.licence, `${inside.source}\n\n${standardTexts(inside.licence, inside.holder)}`),
      replaceable,
    })),
  ];
}

/** What sharp's binaries are made of: a table in their README. */
function librariesInside(folder: string): string | null {
  const readme = join(folder, 'README.md');
  const text = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
  return text.includes('This software contains third-party libraries') ? text.trim() : null;
}

/** Where a package has no licence file: who made it, and the standard text of the licence it names. */
function withoutFile({ author, homepage, repository }: Manifest, licence: string): string {
  const who = typeof author === 'string' ? author : author?.name;
  const where = homepage ?? (typeof repository === 'string' ? repository : repository?.url);
  return [where, standardTexts(licence, who)].filter(Boolean).join('\n\n');
}

/** What Vite bundled from packages. */
export function bundledPackages(bundled: readonly Bundled[]): Shipped[] {
  return bundled.map(({ name, version, identifier: licence = '', text }) => ({
    name,
    version,
    licence,
    text: text ?? standardTexts(licence),
    replaceable: false,
  }));
}

/** What comes along and is no package: Electron, the Node of the pixel host, the weights of the built-in models. */
export function shippedPrograms(): Shipped[] {
  const installed = (name: string) => join(ROOT, 'node_modules', name);
  const nodeLicence = nodeLicenceFile();
  const electron = installed('electron');
  return [
    {
      name: 'Electron',
      version: versionOf(electron),
      licence: 'MIT',
      text: `${ownLicenceText(electron) ?? ''}\n\nWhat Chromium is made of: LICENSES.chromium.html beside the program.`,
      replaceable: false,
    },
    {
      name: 'Node.js',
      version: process.versions.node,
      licence: 'MIT',
      text:
        nodeLicence === null
          ? `https://github.com/nodejs/node/blob/v${process.versions.node}/LICENSE`
          : readFileSync(nodeLicence, 'utf8').trim(),
      replaceable: true,
    },
    ...MODELS.map((model) => ({
      name: model.name,
      version: versionOf(installed(model.package)),
      licence: model.licence,
      text: `${model.credit}\n\n${model.licence === 'MIT' ? ownLicenceText(installed(model.package)) : standardTexts(model.licence)}`,
      replaceable: true,
    })),
  ];
}

function versionOf(folder: string): string {
  return readJson<Manifest>(join(folder, 'package.json')).version;
}

function readJson<Content>(path: string): Content {
  return JSON.parse(readFileSync(path, 'utf8')) as Content;
}
