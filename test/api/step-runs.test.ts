import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './support/server.ts';

/** The text that this API follows, in its order: pi-runs.txt. Its actions are cloud services; ours are node types. */

interface Step {
  id: string;
  status: string;
  result: Record<string, unknown> | null;
  error: { code: string; message: string } | null;
}
interface Answer {
  id: string;
  object: string;
  status: string;
  created_at: number;
  data: {
    id: string;
    org_id: string;
    status: string;
    steps: Step[];
    metadata: unknown;
    created_at: number;
    updated_at: number;
  };
}
interface Created {
  data: { run_id: string; steps: { id: string; status: string }[] };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
let server: TestServer;
let photo: string;

const create = (steps: unknown, more: object = {}) =>
  server.json<Created>('POST', '/api/v1/runs', { steps, ...more }, 202);
const finished = async (steps: unknown, more: object = {}): Promise<Answer> => {
  const { data } = await create(steps, more);
  return await server.json<Answer>('GET', `/api/v1/runs/${data.run_id}?wait_for_completion=true&timeout_seconds=30`);
};
async function refused(body: unknown) {
  const response = await server.ask('POST', '/api/v1/runs', body);
  const { error } = (await response.json()) as { error: { code: string; message: string; param: string } };
  return { status: response.status, ...error };
}
const input = () => ({ id: 'photo', action: 'image.imageInput', input: { path: photo } });

beforeAll(async () => {
  server = await openServer();
  photo = await server.photo('photo.jpg');
});
afterAll(() => server.close());

describe('POST /api/v1/runs', () => {
  it('answers 202 with the run queued and every step pending', async () => {
    const response = await server.ask('POST', '/api/v1/runs', {
      steps: [input(), { id: 'small', action: 'image.resize', depends_on: ['photo'], input: { longEdge: 60 } }],
      metadata: { pipeline: 'campaign-launch' },
    });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      id: expect.stringMatching(/^req_pi_/),
      object: 'run',
      status: 'queued',
      created_at: expect.any(Number),
      data: {
        run_id: expect.stringMatching(UUID),
        status: 'pending',
        steps: [
          { id: 'photo', status: 'pending' },
          { id: 'small', status: 'pending' },
        ],
      },
    });
  });

  it('takes the picture of the step it depends on, of its input, or of its input_map', async () => {
    const { data } = await finished([
      input(),
      { id: 'implied', action: 'image.resize', depends_on: ['photo'], input: { longEdge: 60 } },
      { id: 'by_input', action: 'image.flip', input: { image: '$steps.implied.result.image' } },
      { id: 'by_map', action: 'image.flip', input_map: { image: '$steps.by_input.result.image' } },
      { id: 'named', action: 'image.resize', input: { image: photo, longEdge: 30 } },
    ]);
    expect(data.status).toBe('completed');
    expect(data.steps.map(({ id, result }) => [id, result?.['width']])).toEqual([
      ['photo', 240],
      ['implied', 60],
      ['by_input', 60],
      ['by_map', 60],
      ['named', 30],
    ]);
  });

  it('passes fields of a result on as params', async () => {
    const { data } = await finished([
      input(),
      { id: 'colours', action: 'image.analyze', depends_on: ['photo'] },
      {
        id: 'frame',
        action: 'image.pad',
        depends_on: ['photo', 'colours'],
        input: { margin: 10 },
        input_map: { color: '$steps.colours.result.dominantColor' },
      },
    ]);
    const colour = data.steps[1]!.result!['dominantColor'] as string;
    expect(colour).toMatch(/^#3[0-9a-f]6[0-9a-f]a[0-9a-f]$/);
    const framed = data.steps[2]!.result as { image: string };
    const pixels = await sharp(Buffer.from(await (await server.ask('GET', framed.image)).arrayBuffer()))
      .raw()
      .toBuffer();
    expect(`#${pixels.subarray(0, 3).toString('hex')}`).toBe(colour);
  });

  it('answers 400 with the path of the field for steps that do not fit', async () => {
    const many = Array.from({ length: 11 }, (_, n) => ({ ...input(), id: `s${n}` }));
    const flip = (more: object) => ({ id: 'flip', action: 'image.flip', depends_on: ['photo'], ...more });
    for (const [body, param] of [
      [{}, 'steps'],
      [{ steps: [] }, 'steps'],
      [{ steps: many }, 'steps'],
      [{ steps: [input(), input()] }, 'steps.1.id'],
      [{ steps: [{ ...input(), id: '1 no' }] }, 'steps.0.id'],
      [{ steps: [input(), flip({ depends_on: ['none'] })] }, 'steps.1.depends_on.0'],
      [{ steps: [input(), flip({ input_map: { axis: '$steps.none.result.x' } })] }, 'steps.1.input_map.axis'],
      [{ steps: [input(), flip({ input_map: { axis: '$steps.photo.result.none' } })] }, 'steps.1.input_map.axis'],
      [{ steps: [input(), flip({ input_map: { axis: 'photo.width' } })] }, 'steps.1.input_map.axis'],
      [{ steps: [input(), flip({ input: { axis: 'sideways' } })] }, 'steps.1.input.axis'],
      [{ steps: [input(), flip({ input: { turn: 1 } })] }, 'steps.1.input.turn'],
      [{ steps: [{ id: 'flip', action: 'image.flip' }] }, 'steps.0.depends_on'],
      [{ steps: [{ id: 'photo', action: 'image.imageInput', input: {} }] }, 'steps.0.input'],
      [{ steps: [{ id: 'photo', action: 'image.imageInput', input: { path: '/no.jpg' } }] }, 'steps.0.input.path'],
      [{ steps: [{ id: 'flip', action: 'image.flip', input: { image: '/no.jpg' } }] }, 'steps.0.input.image'],
      [
        {
          steps: [
            input(),
            { id: 'a', action: 'image.flip', depends_on: ['b'] },
            { id: 'b', action: 'image.flip', depends_on: ['a'] },
          ],
        },
        'steps.1.depends_on',
      ],
    ] as const) {
      const answer = await refused(body);
      expect(answer, JSON.stringify(body)).toMatchObject({ status: 400, message: expect.any(String) });
      expect(answer.param).toBe(param);
    }
  });

  it('names an unknown action and lists the known ones', async () => {
    const answer = await refused({
      steps: [{ id: 'brand', action: 'brands.extract', input: { url: 'https://example.com' } }],
    });
    expect(answer).toMatchObject({ status: 400, param: 'steps.0.action' });
    expect(answer.message).toContain('brands.extract');
    expect(answer.message).toContain('image.resize');
  });
});

describe('GET /api/v1/runs/:id', () => {
  it('answers with every field of the text', async () => {
    const answer = await finished([input()], { metadata: { note: 1 } });
    expect(answer).toMatchObject({ object: 'run', status: 'completed', created_at: expect.any(Number) });
    expect(answer.data).toEqual({
      id: expect.stringMatching(UUID),
      org_id: expect.stringMatching(UUID),
      status: 'completed',
      steps: [
        {
          id: 'photo',
          action: 'image.imageInput',
          status: 'completed',
          result: {
            image: expect.stringContaining('/artifacts/'),
            width: 240,
            height: 160,
            format: 'png',
            bytes: expect.any(Number),
            exif: {},
          },
          error: null,
          started_at: expect.any(Number),
          completed_at: expect.any(Number),
        },
      ],
      metadata: { note: 1 },
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
    });
    expect(answer.created_at).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000));
    const { image, bytes } = answer.data.steps[0]!.result as { image: string; bytes: number };
    const file = Buffer.from(await (await server.ask('GET', image)).arrayBuffer());
    expect(file.byteLength).toBe(bytes);
  });

  it('tells the file of an export, and metadata null when none was given', async () => {
    const { data } = await finished([
      input(),
      { id: 'file', action: 'image.export', depends_on: ['photo'], input: { format: 'webp' } },
    ]);
    expect(data.metadata).toBeNull();
    expect(data.steps[1]!.result).toMatchObject({ format: 'webp', image: expect.stringContaining('.webp') });
  });

  it('tells which step failed and why, and that later ones were not begun', async () => {
    const broken = `data:image/png;base64,${Buffer.from('\x89PNG\r\n\x1a\nbroken', 'latin1').toString('base64')}`;
    const { data } = await finished([
      { id: 'photo', action: 'image.imageInput', input: { url: broken } },
      { id: 'flip', action: 'image.flip', depends_on: ['photo'] },
    ]);
    expect(data.status).toBe('failed');
    expect(data.steps).toMatchObject([
      { id: 'photo', status: 'failed', error: { message: expect.stringContaining('picture.png') } },
      { id: 'flip', status: 'cancelled', result: null },
    ]);
  });

  it('long-polls for timeout_seconds from 1 to 30, and answers with what is then', async () => {
    const { data } = await create([input()]);
    const path = `/api/v1/runs/${data.run_id}?wait_for_completion=true`;
    expect((await server.json<Answer>('GET', path)).status).toBe('completed');
    for (const wrong of ['0', '31', 'x']) {
      const response = await server.ask('GET', `${path}&timeout_seconds=${wrong}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { param: 'timeout_seconds' } });
    }
  });

  it('knows runs of other doors, and answers 404 for none', async () => {
    const { id } = await server.app.runs.create({
      workflow: 'web',
      inputs: { imageInput: { paths: [photo], recursive: false } },
      output: { folder: server.out, collision: 'suffix', zip: false, zipLayout: 'preserve' },
      trigger: 'cli',
    });
    await server.app.runs.whenFinished(id);
    expect((await server.json<Answer>('GET', `/api/v1/runs/${id}`)).data.steps.length).toBeGreaterThan(1);
    const none = await server.ask('GET', '/api/v1/runs/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee');
    expect(none.status).toBe(404);
    expect(await none.json()).toMatchObject({ error: { code: 'run_not_found', param: null } });
  });

  it('needs a key', async () => {
    const response = await server.ask('GET', '/api/v1/runs/1', undefined, { authorization: 'Bearer wrong' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'unauthorized' } });
  });
});
