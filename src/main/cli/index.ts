import { main } from './program.ts';

// The entry of the command line: bundled as out/main/cli.js (see bin/safelight.mjs), or run from source by the tests.
process.exitCode = await main(process.argv.slice(2));
