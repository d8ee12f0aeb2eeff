#!/usr/bin/env node
import { requireNode } from '../scripts/node-version.mjs';

requireNode();
const { ensureBuilt } = await import('../scripts/out-folder.mjs');
ensureBuilt();
await import('../out/main/cli.js');
