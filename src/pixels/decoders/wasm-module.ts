import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const compiled = new Map<string, Promise<WebAssembly.Module>>();

/**
 * The compiled WebAssembly file of a package, e.g. `libraw-wasm/dist/libraw.wasm`. Compiled once for each thread; all but
 * LibRaw (see raw/libraw.ts) make an instance for each file and let go of it, since the memory of an instance never shrinks.
 */
export function wasmModule(file: string): Promise<WebAssembly.Module> {
  let module = compiled.get(file);
  if (module === undefined) {
    module = readFile(resolve(file)).then((bytes) => WebAssembly.compile(bytes));
    compiled.set(file, module);
  }
  return module;
}

/** Emscripten's hook that takes an instance of a compiled module instead of fetching a file. */
export function instantiate(module: WebAssembly.Module) {
  return (
    imports: WebAssembly.Imports,
    received: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object => {
    const instance = new WebAssembly.Instance(module, imports);
    received(instance, module);
    return instance.exports;
  };
}
