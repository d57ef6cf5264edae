import { waitFor } from './wait-for.ts';

export interface StreamedEvent {
  id: number | null;
  event: string;
  data: unknown;
}

export interface OpenStream {
  status: number;
  headers: Headers;
  /** What came so far, in order; comments apart. */
  events: StreamedEvent[];
  comments: string[];
  ended(): boolean;
  waitsFor(what: string, look: (event: StreamedEvent) => boolean): Promise<StreamedEvent>;
  close(): void;
}

/** Reads server-sent events as they come. */
export async function openStream(url: string, headers: Record<string, string>): Promise<OpenStream> {
  const abort = new AbortController();
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: abort.signal });
  const events: StreamedEvent[] = [];
  const comments: string[] = [];
  let ended = false;
  void read(response, (block) => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    const data = field('data');
    if (block.startsWith(':')) comments.push(block);
    if (data === undefined) return;
    const id = field('id');
    events.push({ id: id === undefined ? null : Number(id), event: field('event') ?? 'message', data: JSON.parse(data) });
  })
    .catch(() => undefined)
    .finally(() => (ended = true));
  return {
    status: response.status,
    headers: response.headers,
    events,
    comments,
    ended: () => ended,
    waitsFor: (what, look) => waitFor(what, () => events.find(look)),
    close: () => abort.abort(),
  };
}

async function read(response: Response, take: (block: string) => void): Promise<void> {
  let rest = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    blocks.forEach(take);
  }
}
