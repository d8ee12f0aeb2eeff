import { build } from './out-folder.mjs';

process.exit(build());
