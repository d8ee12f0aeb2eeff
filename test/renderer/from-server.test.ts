import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/contract/errors.ts';
import { groups, pictureResults, ports, units } from '../../src/renderer/words/de/nodes/results.ts';
import { nodes } from '../../src/renderer/words/de/nodes.ts';
import { builtInLabels, builtInWorkflows as germanWorkflows } from '../../src/renderer/words/de/workflows.ts';
import { options } from '../../src/renderer/words/en/options.ts';
import { serverWordsIn } from '../../src/renderer/words/from-server.ts';
import { optionName } from '../../src/renderer/words/option-name.ts';
import { builtInWorkflows } from '../../src/workflow/built-in.ts';
import { nodeTypeInfo, nodeTypes } from '../../src/workflow/nodes/registry.ts';

const infos = [...nodeTypes.values()].map(nodeTypeInfo);
const german = serverWordsIn('de');
/** Units that are the same everywhere. */
const EVERYWHERE = ['EV', 'K', 'px', '%', '°', 'kB', 'dpi', 'MP'];

interface Schema {
  title?: string;
  description?: string;
  unit?: string;
  group?: string;
  enum?: (string | number)[];
  items?: { enum?: string[] };
}
const schemas = (info: (typeof infos)[number]) =>
  Object.entries((info.params['properties'] ?? {}) as Record<string, Schema>);

describe('German for what the server says in English', () => {
  it.each(infos.map((info) => [info.type, info] as const))('is complete for the node type %s', (type, info) => {
    const own = nodes[type];
    expect(own?.english).toBe(info.label);
    expect(own?.label).toBeTruthy();
    expect(own?.description).toBeTruthy();
    for (const [name, schema] of schemas(info)) {
      const [title, description] = own?.params?.[name] ?? [];
      expect(title, `${type}.${name}`).toBeTruthy();
      expect(description === undefined, `hint of ${type}.${name}`).toBe(schema.description === undefined);
      if (schema.group !== undefined) expect(groups).toHaveProperty([schema.group]);
      if (schema.unit !== undefined && !EVERYWHERE.includes(schema.unit)) expect(units).toHaveProperty([schema.unit]);
    }
    for (const name of Object.keys(info.results)) expect({ ...pictureResults, ...own?.results }).toHaveProperty([name]);
    for (const port of [...Object.values(info.inputs), ...Object.values(info.outputs)]) {
      expect(ports).toHaveProperty([port.label]);
    }
  });

  it('knows no node type, param or result that is gone', () => {
    for (const [type, own] of Object.entries(nodes)) {
      const info = infos.find((one) => one.type === type);
      expect(info, type).toBeDefined();
      expect(schemas(info!).map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(own.params ?? {})));
      expect(Object.keys(info!.results)).toEqual(expect.arrayContaining(Object.keys(own.results ?? {})));
    }
  });

  it('names every choice, in both languages, and none that is gone', () => {
    const used = infos.flatMap((info) =>
      schemas(info).flatMap(([name, schema]) =>
        (schema.enum ?? schema.items?.enum ?? []).map((value) => [`${info.type}.${name}`, value] as const),
      ),
    );
    for (const [param, value] of used) {
      expect(`${param}.${value}` in options || value in options, `${param}: ${value}`).toBe(true);
    }
    const known = new Set(['auto', 'alpha', ...used.flatMap(([param, value]) => [String(value), `${param}.${value}`])]);
    expect(Object.keys(options).filter((name) => !known.has(name))).toEqual([]);
  });

  it('calls one value what it means for its param', () => {
    expect(optionName('de', 'autoLevels.by', 'channels')).toBe('Einzelne Kanäle');
    expect(optionName('de', 'blackWhite.mix', 'channels')).toBe('Rot, Grün, Blau');
    expect(optionName('en', 'lut.space', 'something-new')).toBe('something-new');
  });

  it('is complete for the workflows that come with Safelight; labels of exports stay, since they name files', () => {
    for (const { slug, nodes: workflowNodes } of builtInWorkflows()) {
      expect(germanWorkflows, slug).toHaveProperty([slug!]);
      for (const { type, label } of workflowNodes) {
        if (label === undefined) continue;
        if (type === 'export') expect(german.nodeLabel(label), `${slug}: ${label}`).toBe(label);
        else if (!/^[\d× px]+$/.test(label)) expect(builtInLabels, `${slug}: ${label}`).toHaveProperty([label]);
      }
    }
    expect(Object.keys(germanWorkflows).sort()).toEqual(
      builtInWorkflows()
        .map(({ slug }) => slug!)
        .sort(),
    );
  });

  it('has a title for every error code', () => {
    for (const code of Object.keys(ERROR_CODES)) expect(german.errorTitle(code), code).toBeTruthy();
  });

  it('leaves alone what people named and what a newer server knows', () => {
    const info = { ...infos[0]!, type: 'somethingNew', label: 'Something new' };
    expect(german.nodeType(info).label).toBe('Something new');
    const mine = { slug: 'web', name: 'Web for Ada', description: null, builtIn: false };
    expect(german.workflow(mine)).toEqual(mine);
    expect(german.nodeLabel('Ada’s look')).toBe('Ada’s look');
  });

  it('names the built-in workflows and the steps of an item', () => {
    const web = { slug: 'print', name: 'Print', description: 'For print labs', builtIn: true };
    expect(german.workflow(web)).toMatchObject({ name: 'Druck', description: expect.stringContaining('Für Labore') });
    expect(german.nodeLabel('Resize')).toBe('Größe ändern');
    const document = builtInWorkflows().find(({ slug }) => slug === 'web')!;
    const version = { uuid: '', workflowId: 1, version: 1, createdAt: '', document };
    expect(german.version(version).document.nodes.map(({ label }) => label)).toContain('Ausgabeschärfe');
  });
});
