// Last step of the build: writes main/licences.json, what packages of ours are made of, and fails when that must not be shipped.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { objection } from './policy.ts';
import { type Bundled, bundledPackages, type Shipped, shippedPackages, shippedPrograms } from './shipped.ts';

/** Bundles whose contents electron.vite.config.ts has Vite list. */
const BUNDLES = ['main', 'preload', 'renderer'];

/** One sentence for each thing that must not be shipped. */
export function objections(shipped: readonly Shipped[]): string[] {
  return shipped.flatMap(({ name, version, licence, text, replaceable }) => {
    const why = objection(licence, replaceable) ?? (text.trim() === '' ? 'has no licence text to show' : null);
    return why === null ? [] : [`${name} ${version} ${why}.`];
  });
}

/** By name, each version once: the same package may be both a dependency and in a bundle. */
export function inOrder(shipped: readonly Shipped[]): Shipped[] {
  const once = new Map(shipped.map((one) => [`${one.name} ${one.version}`, one]));
  const order = new Intl.Collator('en');
  return [...once.values()].sort((a, b) => order.compare(a.name, b.name) || order.compare(a.version, b.version));
}

/** @param out the build's folder, with what Vite listed; the lists are taken away */
function write(out: string): void {
  const bundled = BUNDLES.flatMap((bundle) => {
    const list = join(out, bundle, 'bundled-packages.json');
    if (!existsSync(list)) throw new Error(`${list} is missing: what is in the bundles is not known.`);
    const packages = JSON.parse(readFileSync(list, 'utf8')) as Bundled[];
    rmSync(list);
    return packages;
  });
  const shipped = inOrder([...bundledPackages(bundled), ...shippedPrograms(), ...shippedPackages()]);
  const wrong = objections(shipped);
  if (wrong.length > 0) throw new Error(`This must not be shipped:\n${wrong.join('\n')}`);
  const licences = shipped.map(({ name, version, licence, text }) => ({ name, version, licence, text }));
  writeFileSync(join(out, 'main', 'licences.json'), JSON.stringify(licences));
}

if (import.meta.main) {
  try {
    write(process.argv[2] ?? '');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
