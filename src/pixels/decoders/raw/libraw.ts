import { instantiate, wasmModule } from '../wasm-module.ts';

/** LibRaw's processing parameters that are used here (`libraw_output_params_t`), under the package's names. */
export interface LibrawSettings {
  outputBps?: 8 | 16;
  /** 4 is ProPhoto. */
  outputColor?: number;
  /** Exponent, slope of the toe, and four numbers that LibRaw works out itself. The package ignores it unless there are six. */
  gamm?: number[];
  useCameraWb?: boolean;
  useAutoWb?: boolean;
  userMul?: [number, number, number, number];
  highlight?: number;
  /** Factor in linear light. */
  bright?: number;
  noAutoBright?: boolean;
  /** −1: as the file says; 0: as stored. */
  userFlip?: number;
  halfSize?: boolean;
}

/** What is read of LibRaw's metadata. */
export interface LibrawMetadata {
  width: number;
  height: number;
  /** dcraw's code: bit 2 transposes, bit 1 flips up and down, bit 0 left and right. */
  flip: number;
  pixel_aspect: number;
  colors: number;
  camera_make: string;
  camera_model: string;
  artist: string;
  desc: string;
  iso_speed: number;
  /** Seconds. */
  shutter: number;
  aperture: number;
  focal_len: number;
  /** Seconds since 1970, made of the camera's clock by the local time zone. */
  timestamp: number;
  lens?: { Lens?: string };
  color_data?: { rgb_cam: number[][]; pre_mul: number[] };
}

export interface LibrawImage {
  width: number;
  height: number;
  colors: number;
  bits: number;
  data: Uint8Array | Uint16Array;
}

/** One LibRaw processor. Its methods throw objects of C++ when LibRaw reports an error. */
export interface Libraw {
  open(bytes: Uint8Array, settings: LibrawSettings): void;
  metadata(full: boolean): LibrawMetadata;
  imageData(): LibrawImage | undefined;
  thumbnailData(): { data: Uint8Array; format: string } | undefined;
  delete(): void;
}

interface LibrawModule {
  LibRaw: new () => Libraw;
}

/** What LibRaw printed about the file that is open. */
export type Complaints = string[];

/** Instances start with 256 MB of address space, of which little is touched until pixels are decoded. */
interface Instance {
  module: LibrawModule;
  complaints: Complaints;
}
let idle: Instance | null = null;

/**
 * Opens a file in LibRaw and lets `use` work with it; what it hands out must be copied. The instance is kept for the next file of
 * this thread: the engine never gives back the shared memory of one that is let go of (tried: 80 MB a file).
 */
export async function withLibraw<T>(
  bytes: Uint8Array,
  settings: LibrawSettings,
  use: (libraw: Libraw, complaints: Complaints) => T,
): Promise<T> {
  const instance = idle ?? (await makeInstance());
  idle = null;
  instance.complaints.length = 0;
  const libraw = new instance.module.LibRaw();
  // An instance in which something was thrown is not used again.
  libraw.open(bytes, settings);
  const result = use(libraw, instance.complaints);
  libraw.delete();
  idle = instance;
  return result;
}

async function makeInstance(): Promise<Instance> {
  const compiled = await wasmModule('libraw-wasm/dist/libraw.wasm');
  // The package's own entry wants a Web Worker; we are in a worker thread already.
  const { default: factory } = await import('libraw-wasm/dist/libraw.js');
  const complaints: Complaints = [];
  const module = await factory({
    instantiateWasm: instantiate(compiled),
    print() {},
    printErr: (line: string) => complaints.push(line),
  });
  return { module: module as LibrawModule, complaints };
}
