import type { Stream, StreamOptions } from './event-stream.ts';

const retryMs = 3000;

/** Loads the stream's code when the stream is first needed. A network that fails just then counts as a lost connection. */
export function openStreamOnDemand(options: StreamOptions, load = () => import('./event-stream.ts')): Stream {
  let stream: Stream | null = null;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function open(): Promise<void> {
    clearTimeout(timer);
    try {
      const { openStream } = await load();
      if (!closed) stream ??= openStream(options);
    } catch {
      if (closed) return;
      options.onLost(retryMs);
      timer = setTimeout(() => void open(), retryMs);
    }
  }

  void open();
  return {
    reconnect: () => (stream ? stream.reconnect() : void open()),
    close() {
      closed = true;
      clearTimeout(timer);
      stream?.close();
    },
  };
}
