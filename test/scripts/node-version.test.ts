import { expect, it } from 'vitest';
import { nodeComplaint } from '../../scripts/node-version.mjs';

it.each(['22.22.0', '22.23.1', '23.0.0', '24.21.0', '26.1.0'])('accepts Node %s', (version) => {
  expect(nodeComplaint(version)).toBeNull();
});

it.each(['16.20.2', '20.20.2', '22.21.9', '22.9.0'])('says in a sentence that Node %s is too old', (version) => {
  expect(nodeComplaint(version)).toContain(`needs Node 22.22 or newer, and this is Node ${version}`);
});
