/**
 * Speaks the port as the application does. The tests lead it from inside: `say(type, payload)`, `raw(data)`, `hello()`; `heard` is what the page
 * said. With `?mute` in the address it never gets ready.
 */
export const framePage = `<!doctype html>
<html lang="ru">
<meta charset="utf-8">
<title>Анкета</title>
<body style="margin: 0; padding: 24px; font: 15px sans-serif">
<h1 tabindex="-1">Анкета</h1>
<input id="first" aria-label="Телефон">
<button id="done">Закончить</button>
<script>
  let port;
  let id = 0;
  window.heard = [];
  // In the next task: what closes the dialog takes this frame away, and who calls from outside must have the answer by then.
  window.raw = (data) => setTimeout(() => port.postMessage(data));
  window.say = (type, payload = {}) => raw(JSON.stringify({ version: 1, id: ++id, type, payload }));
  window.hello = () => parent.postMessage({ source: 'installment', type: 'hello', versions: [1] }, '*');
  window.connects = 0;
  addEventListener('message', (event) => {
    if (event.source !== parent || event.data?.type !== 'connect') return;
    connects++;
    port = event.ports[0];
    window.ports = [...(window.ports ?? []), port];
    port.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      heard.push(message);
      if (message.type === 'init') {
        document.documentElement.style.colorScheme = message.payload.theme;
        // As the application does: the page can focus the iframe, but only the frame itself can place the focus within.
        document.querySelector('h1').focus();
      }
      if (message.type === 'close-request' && !window.stubborn) say('close', { reason: 'dismissed' });
    };
    if (!window.mute) say('ready');
  });
  addEventListener('keydown', (event) => event.key === 'Escape' && say('close', { reason: 'dismissed' }));
  document.querySelector('#done').onclick = () => say('close', { reason: 'done' });
  if (parent !== window) hello();
</script>`;
