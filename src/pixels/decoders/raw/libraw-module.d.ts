/** The package types its browser entry only. */
declare module 'libraw-wasm/dist/libraw.js' {
  const factory: (options: object) => Promise<unknown>;
  export default factory;
}
