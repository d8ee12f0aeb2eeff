import { describe, expect, it, vi } from 'vitest';
import { aNet, aServer, bytesOf, redirectTo } from './a-server.ts';

describe('fetching', () => {
  it('gets what a listed host has, asking for it unpacked', async () => {
    const asked: Record<string, unknown>[] = [];
    const server = await aServer({
      '/a.jpg': (request, response) => {
        asked.push(request.headers);
        response.writeHead(200, { 'content-type': 'image/jpeg' }).end('photo');
      },
    });
    const answer = await aNet(['127.0.0.1']).get(`${server.url}/a.jpg`);
    expect(answer).toMatchObject({ status: 200, url: `${server.url}/a.jpg` });
    expect(answer.headers['content-type']).toBe('image/jpeg');
    expect((await bytesOf(answer)).toString()).toBe('photo');
    expect(asked[0]).toMatchObject({ 'accept-encoding': 'identity', 'user-agent': 'Safelight' });
    expect(asked[0]).not.toHaveProperty('cookie');
  });

  it('never connects to this machine unasked', async () => {
    const server = await aServer({ '/a.jpg': 'secret' });
    await expect(aNet([]).get(`${server.url}/a.jpg`)).rejects.toMatchObject({ code: 'url_refused' });
    await expect(aNet([`127.0.0.1:${server.port + 1}`]).get(`${server.url}/a.jpg`)).rejects.toMatchObject({
      code: 'url_refused',
    });
    expect(server.requests).toEqual([]);
  });

  it('refuses a name that stands for an address of this machine or its network', async () => {
    const server = await aServer({ '*': 'secret' });
    for (const address of ['127.0.0.1', '10.0.0.5', '169.254.169.254', '::1', '::ffff:127.0.0.1']) {
      const net = aNet([], {
        resolve: (_name, done) => done(null, [{ address, family: address.includes(':') ? 6 : 4 }]),
      });
      await expect(net.get(`http://photos.example:${server.port}/a.jpg`)).rejects.toMatchObject({
        code: 'url_refused',
        message: expect.stringContaining('add photos.example to the allowed hosts'),
      });
    }
    expect(server.requests).toEqual([]);
  });

  it('connects to the very address that was checked: a name is looked up once for each connection', async () => {
    const server = await aServer({ '*': 'photo' });
    const resolve = vi.fn(
      (_name: string, done: (error: null, addresses: { address: string; family: number }[]) => void) =>
        // Let through when it is checked, another one a moment later: DNS rebinding.
        done(null, [{ address: resolve.mock.calls.length === 1 ? '127.0.0.1' : '10.255.255.1', family: 4 }]),
    );
    const net = aNet(['127.0.0.1'], { resolve });
    expect((await bytesOf(await net.get(`http://rebind.example:${server.port}/`))).toString()).toBe('photo');
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(server.requests).toHaveLength(1);
    server.server.closeAllConnections();
    await expect(net.get(`http://rebind.example:${server.port}/`)).rejects.toMatchObject({ code: 'url_refused' });
  });

  it('takes the public one of several addresses only', async () => {
    const server = await aServer({ '*': 'fine' });
    // Only the listed address is left.
    const resolve = (_name: string, done: (error: null, addresses: { address: string; family: number }[]) => void) =>
      done(null, [
        { address: '10.255.255.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const answer = await aNet(['127.0.0.1'], { resolve }).get(`http://mixed.example:${server.port}/`);
    expect((await bytesOf(answer)).toString()).toBe('fine');
  });

  it('follows a few redirects', async () => {
    const server = await aServer({
      '/1': redirectTo('/2'),
      '/2': redirectTo('3', 307),
      '/3': 'there',
    });
    const answer = await aNet(['127.0.0.1']).get(`${server.url}/1`);
    expect(answer.url).toBe(`${server.url}/3`);
    expect((await bytesOf(answer)).toString()).toBe('there');
  });

  it('looks at every hop as at the first', async () => {
    const secret = await aServer({ '*': 'secret' });
    const goals = [
      secret.url,
      `http://localhost:${secret.port}/`,
      `http://2130706433:${secret.port}/`,
      `http://[::ffff:127.0.0.1]:${secret.port}/`,
      'http://169.254.169.254/latest/meta-data/',
      'file:///etc/passwd',
      'ftp://example.com/',
      'https://user:secret@example.com/',
      'https://example.com:22/',
    ];
    for (const goal of goals) {
      const server = await aServer({ '/': redirectTo(goal) });
      const net = aNet([`127.0.0.1:${server.port}`]);
      await expect(net.get(`${server.url}/`), goal).rejects.toMatchObject({ code: 'url_refused' });
    }
    expect(secret.requests).toEqual([]);
  });

  it('gives up on redirects without end or aim', async () => {
    const server = await aServer({ '/': redirectTo('/'), '/bad': redirectTo('http://[') });
    const net = aNet(['127.0.0.1']);
    await expect(net.get(`${server.url}/`)).rejects.toMatchObject({ code: 'url_unreachable' });
    expect(server.requests).toHaveLength(6);
    await expect(net.get(`${server.url}/bad`)).rejects.toMatchObject({ code: 'url_unreachable' });
  });

  it('says why a host cannot be reached', async () => {
    const server = await aServer({});
    server.server.close();
    const net = aNet(['127.0.0.1', 'nowhere.invalid']);
    await expect(net.get(`${server.url}/`)).rejects.toMatchObject({
      code: 'url_unreachable',
      message: expect.stringContaining('nothing answers there'),
    });
    await expect(net.get('http://nowhere.invalid/')).rejects.toMatchObject({ code: 'url_unreachable' });
  });

  it('does not wait for ever', async () => {
    const server = await aServer({
      '/silent': () => undefined,
      '/stalls': (_request, response) => void response.writeHead(200, { 'content-length': 100 }).write('half'),
      '/drips': (_request, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write('.'), 10);
        response.once('close', () => clearInterval(drip));
      },
      '/breaks': (_request, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('half', () => response.destroy());
      },
    });
    const net = aNet(['127.0.0.1'], { limits: { headersMs: 100, idleMs: 100, getMs: 2000 } });
    const read = async (path: string) => bytesOf(await net.get(server.url + path));
    for (const path of ['/silent', '/stalls', '/drips', '/breaks']) {
      await expect(read(path), path).rejects.toMatchObject({ code: 'url_unreachable' });
    }
  });

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    const server = await aServer({ '/': () => stop.abort() });
    await expect(aNet(['127.0.0.1']).get(`${server.url}/`, { signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('uses no proxy of the environment', async () => {
    const proxy = await aServer({ '*': 'from the proxy' });
    const server = await aServer({ '/': 'itself' });
    vi.stubEnv('HTTP_PROXY', proxy.url);
    vi.stubEnv('http_proxy', proxy.url);
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    const answer = await aNet(['127.0.0.1']).get(`${server.url}/`);
    expect((await bytesOf(answer)).toString()).toBe('itself');
    expect(proxy.requests).toEqual([]);
    vi.unstubAllEnvs();
  });

  it('lets a change of the list count at once, also for connections that are open', async () => {
    const server = await aServer({ '*': 'photo' });
    const hosts = ['127.0.0.1'];
    const net = aNet(hosts);
    await bytesOf(await net.get(`${server.url}/`));
    hosts.length = 0;
    await expect(net.get(`${server.url}/`)).rejects.toMatchObject({ code: 'url_refused' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('telling', () => {
  it('posts, and follows nothing', async () => {
    const got: string[] = [];
    const server = await aServer({
      '/hook': (request, response) => {
        request.on('data', (chunk: Buffer) => got.push(chunk.toString()));
        request.on('end', () => response.writeHead(204).end());
      },
      '/moved': redirectTo('/hook', 307),
      '/chatty': (_request, response) => {
        response.writeHead(200);
        const talk = (): void => {
          while (response.write('x'.repeat(64 * 1024)));
        };
        response.on('drain', talk);
        talk();
      },
    });
    const net = aNet(['127.0.0.1']);
    const post = (path: string) =>
      net.post(server.url + path, { headers: { 'content-type': 'application/json' }, body: '{"a":1}' });
    expect(await post('/hook')).toEqual({ status: 204 });
    expect(got.join('')).toBe('{"a":1}');
    expect(await post('/moved')).toEqual({ status: 307 });
    expect(await post('/chatty')).toEqual({ status: 200 });
    expect(server.requests).toEqual(['POST /hook', 'POST /moved', 'POST /chatty']);
  });

  it('refuses http to others than listed hosts', async () => {
    await expect(aNet([]).post('http://example.com/', { headers: {}, body: '' })).rejects.toMatchObject({
      code: 'url_refused',
    });
  });
});
