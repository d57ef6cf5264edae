// Goes into pages of development builds alone: it looks again and again at what the page is made of, and reloads when that changed.
// It asks only whom the page may ask anyway, so no policy has to be widened for it.
const script = new URL(import.meta.url);
const text = (url) => fetch(url, { cache: 'no-store' }).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer)));
const state = async () => {
  if (script.origin !== location.origin) return text(script);
  return (await text(location.pathname)).match(/(?:src|href)="[^"]+"/g)?.join();
};
const pageIsUp = () => fetch(location.href).then(({ ok }) => ok);

let first;
const timer = setInterval(async () => {
  try {
    const now = await state();
    first ??= now;
    if (now === first || !(await pageIsUp())) return;
    clearInterval(timer);
    location.reload();
  } catch {
    // The server is restarting.
  }
}, 400);
