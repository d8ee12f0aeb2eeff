// First in every npm script: says in a sentence what would otherwise be a segmentation fault (better-sqlite3 on Node 20).
import { requireNode } from './node-version.mjs';

requireNode();
