import { describe, expect, it } from 'vitest';
import { parseRoute, to } from '../../src/renderer/router.ts';

describe('addresses', () => {
  it.each([
    [to.batches, { screen: 'batches' }],
    [to.batch(7), { screen: 'batch', runId: 7 }],
    [to.item(7, 42), { screen: 'item', runId: 7, itemId: 42 }],
    [to.workflows, { screen: 'workflows' }],
    [to.workflow('amazon-main'), { screen: 'workflow', workflowId: 'amazon-main' }],
    [to.workflow('a/b c'), { screen: 'workflow', workflowId: 'a/b c' }],
    [to.hotFolders, { screen: 'hotFolders' }],
    [to.settings, { screen: 'settings' }],
  ])('%s leads where it says', (address, route) => {
    expect(parseRoute(address)).toEqual(route);
  });

  it.each(['', '#/', '#/nowhere', '#/batches/x', '#/%E0%A4%A'])('%s leads to the batches', (address) => {
    expect(parseRoute(address)).toEqual({ screen: 'batches' });
  });
});
