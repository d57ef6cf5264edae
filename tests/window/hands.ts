import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A real mouse and real keys: the events come to the browser from the X server, as a person's do. */
export interface RealHands {
  click(place: { x: number; y: number }): Promise<void>;
  /** In X's names: `Escape`, `Tab`, `shift+Tab`, `Return`, `alt+Left`. */
  press(key: string): Promise<void>;
  /** Without a window manager no window has the keys until somebody gives them to it. */
  focusWindow(): Promise<void>;
}

export function realHands(program: string, display: string): RealHands {
  const xdotool = async (...words: string[]) => (await run(program, words, { env: { ...process.env, DISPLAY: display } })).stdout;
  return {
    click: async ({ x, y }) => void (await xdotool('mousemove', '--sync', `${Math.round(x)}`, `${Math.round(y)}`, 'click', '1')),
    press: async (key) => void (await xdotool('key', '--clearmodifiers', key)),
    async focusWindow() {
      const found = await xdotool('search', '--onlyvisible', '--sync', '--name', '.');
      const ids = found.trim().split('\n');
      for (const id of ids) await xdotool('windowfocus', id).catch(() => '');
    },
  };
}
