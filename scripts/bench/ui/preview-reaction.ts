import { expect, type Page } from '@playwright/test';

/** How quickly the editor's picture follows a slider; times in ms. */
interface Reaction {
  /** From each input event to the paint of the picture of its value, or of a newer value where that came first. */
  reactions: number[];
  /** Values whose very own picture was painted. */
  shown: number;
  longTasks: number[];
  /** From one frame to the next. */
  frames: number[];
}

/** What `watchPreview` puts into the page. */
interface Watcher {
  begin(): void;
  /** Whether the picture of the slider's value is on the screen. */
  isUpToDate(): boolean;
  end(): Reaction;
}
type Watched = typeof globalThis & { previewWatcher: Watcher };

/** Light, tone, detail and size, as a photographer's workflow has them. */
const NODES = [
  { id: 'input', type: 'imageInput', params: {} },
  { id: 'exposure', type: 'exposure', params: { ev: 0.1 } },
  {
    id: 'curves',
    type: 'curves',
    params: {
      master: [
        [0, 0],
        [64, 56],
        [192, 204],
        [255, 255],
      ],
    },
  },
  { id: 'sharpen', type: 'sharpen', params: {} },
  { id: 'resize', type: 'resize', params: { longEdge: 2048 } },
  { id: 'export', type: 'export', params: {} },
].map((node, n, all) => ({ ...node, inputs: n === 0 ? {} : { image: all[n - 1]!.id } }));

/** The sliders that are moved: the first node's, and one that has the others before it. */
const SLIDERS = [
  { node: 'exposure', param: 'ev', name: 'Exposure' },
  { node: 'sharpen', param: 'amount', name: 'Amount' },
] as const;
const PRESSES = 20;
const DRAG_MS = 4000;

/**
 * Opens a workflow of several nodes with a photo in the editor and moves sliders: by single presses of a key, each waited for, and by
 * dragging the thumb to and fro as a hand does. Prints how long the viewer's picture took.
 */
export async function previewReaction(page: Page, photo: string): Promise<void> {
  const source = { path: photo };
  await page.addInitScript(
    (photos) => localStorage.setItem('safelight.editor.photos', photos),
    JSON.stringify({ last: [{ name: 'photo.jpg', source }], chosen: JSON.stringify(source) }),
  );
  await page.addInitScript(watchPreview, Object.fromEntries(SLIDERS.map(({ node, param }) => [node, param])));
  const { origin } = new URL(page.url());
  const answer = await page.request.post(`${origin}/workflows`, {
    data: { format: 1, name: 'Reaction', nodes: NODES },
    headers: { origin },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  const { id } = (await answer.json()) as { id: number };
  await page.goto(`${origin}/#/workflows/${id}`);
  await page.reload();
  for (const { node, name } of SLIDERS) {
    await page.locator(`.react-flow__node[data-id=${node}]`).click();
    const slider = page.locator('.inspector').getByRole('slider', { name });
    await page.locator('.preview-side[data-name=after] img').waitFor();
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await upToDate(page);
    // The small pictures of the cards, which were asked for by that, are not what is measured.
    await page.waitForTimeout(3000);
    await page.evaluate(() => (globalThis as Watched).previewWatcher.begin());
    for (let press = 0; press < PRESSES; press++) {
      await page.keyboard.press('ArrowRight');
      await upToDate(page);
    }
    tell(`preview, ${name} of “${node}”, key by key`, await ended(page));
    await page.evaluate(() => (globalThis as Watched).previewWatcher.begin());
    await drag(page, (await slider.boundingBox())!);
    await upToDate(page);
    tell(`preview, ${name} of “${node}”, dragged`, await ended(page));
  }
}

async function upToDate(page: Page): Promise<void> {
  await page.waitForFunction(() => (globalThis as Watched).previewWatcher.isUpToDate(), undefined, {
    polling: 'raf',
    timeout: 60_000,
  });
}

function ended(page: Page): Promise<Reaction> {
  return page.evaluate(() => (globalThis as Watched).previewWatcher.end());
}

/** To and fro over half the slider, about sixty moves a second, each sent whether the one before was answered or not. */
async function drag(page: Page, box: { x: number; y: number; width: number; height: number }): Promise<void> {
  const y = box.y + box.height / 2;
  const at = (ms: number) => box.x + box.width * (0.5 + 0.25 * Math.sin((ms / 1300) * Math.PI));
  await page.mouse.move(at(0), y);
  await page.mouse.down();
  const start = performance.now();
  const moves: Promise<void>[] = [];
  for (let ms = 0; ms < DRAG_MS; ms = performance.now() - start) {
    moves.push(page.mouse.move(at(ms), y));
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  await Promise.all(moves);
  await page.mouse.up();
}

function tell(what: string, { reactions, shown, longTasks, frames }: Reaction): void {
  const at = (times: number[], share: number) => times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;
  console.log(
    `${what}: ${at(reactions, 0.5).toFixed(0)} ms median, p95 ${at(reactions, 0.95).toFixed(0)} ms (at most 150), ` +
      `worst ${Math.max(0, ...reactions).toFixed(0)} ms; ${reactions.length} moves, ${shown} of them seen by themselves; ` +
      `frames p95 ${at(frames, 0.95).toFixed(0)} ms, longest task ${Math.max(0, ...longTasks).toFixed(0)} ms (at most 100)`,
  );
}

/**
 * Runs in the page before its own scripts. Which move a picture belongs to is seen from the request it answers; when it is painted says
 * Element Timing. `params`: node → the param whose slider is moved.
 */
function watchPreview(params: Record<string, string>): void {
  interface Move {
    value: number;
    at: number;
    seen: boolean;
  }
  let moves: Move[] = [];
  let waiting: Move[] = [];
  let reactions: number[] = [];
  let longTasks: number[] = [];
  let frames: number[] = [];

  const moveOf = new WeakMap<Blob, Move>();
  const moveAt = new Map<string, Move>();
  const ask = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const move = input === '/preview' && typeof init?.body === 'string' ? askedFor(init.body) : undefined;
    const answer = await ask(input, init);
    const read = answer.blob.bind(answer);
    answer.blob = async () => {
      const blob = await read();
      if (move !== undefined) moveOf.set(blob, move);
      return blob;
    };
    return answer;
  };
  /** To and fro a value comes again: the newest move that led to it is meant. */
  function askedFor(body: string): Move | undefined {
    const { workflow, nodeId, longEdge } = JSON.parse(body) as {
      workflow: { nodes: { id: string; params: Record<string, number> }[] };
      nodeId: string;
      longEdge: number;
    };
    const value = workflow.nodes.find(({ id }) => id === nodeId)?.params[params[nodeId] ?? ''];
    // Smaller ones are for the cards.
    return longEdge < 1000 ? undefined : moves.findLast((move) => move.value === value);
  }
  const address = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    const url = address.call(URL, blob);
    const move = blob instanceof Blob ? moveOf.get(blob) : undefined;
    if (move !== undefined) moveAt.set(url, move);
    return url;
  };

  addEventListener(
    'input',
    (event) => {
      const slider = event.target as HTMLInputElement;
      if (slider.type !== 'range') return;
      document.querySelector('.preview-side[data-name=after] img')?.setAttribute('elementtiming', 'preview');
      const move = { value: Number(slider.value), at: event.timeStamp, seen: false };
      moves.push(move);
      waiting.push(move);
    },
    true,
  );
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { url: string; renderTime: number })[]) {
      const move = moveAt.get(entry.url);
      const place = move === undefined ? -1 : waiting.indexOf(move);
      if (place < 0) continue;
      waiting[place]!.seen = true;
      for (const { at } of waiting.splice(0, place + 1)) reactions.push(entry.renderTime - at);
    }
  }).observe({ type: 'element', buffered: true });
  new PerformanceObserver((list) => {
    longTasks.push(...list.getEntries().map(({ duration }) => duration));
  }).observe({ type: 'longtask' });
  let last = performance.now();
  const frame = (now: number) => {
    frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  (globalThis as Watched).previewWatcher = {
    begin() {
      moves = [];
      waiting = [];
      reactions = [];
      longTasks = [];
      frames = [];
    },
    isUpToDate: () => waiting.length === 0,
    end: () => ({ reactions, longTasks, frames, shown: moves.filter(({ seen }) => seen).length }),
  };
}
