/**
 * A shop's page with a widget that behaves like T-Bank's own, version 2.0.1, as it was seen in Chromium. Written from those facts alone:
 *
 * - `frameId` goes into the query of the link, before the fragment, and `useReturnLinks=true` after it where the shop asked for it.
 * - A skeleton stands in place of the frame, whose height is 0, until `tinkoff/READY`.
 * - `frameId` of each message is compared with `===` to a text. The sender's origin is not looked at.
 * - `RECALCULATE_HEIGHT` has its height beside the type.
 * - With `useReturnLinks` any message with a `returnLink` moves the page.
 * - SUCCESS, REJECT and CANCEL end the question "really close?".
 */
export const widgetPage = (
  link: string,
  { view, useReturnLinks }: { view: 'modal' | 'iframe'; useReturnLinks: boolean },
) => `<!doctype html>
<html lang="ru"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Корзина</title>
<style>
  .modal { position: fixed; inset: 0; background: #0008; overflow: auto }
  .modal > div { width: 480px; margin: 40px auto; background: #fff }
  #target { width: 600px }
  iframe { border: 0; width: 100%; height: 0; display: block }
  .skeleton { height: 300px; background: #eee }
</style>
<div id="target"></div>
<script>
  const widget = { heard: [], dropped: 0, asksBeforeClose: true };
  const frameId = String(1);
  const url = new URL(${JSON.stringify(link)});
  url.searchParams.set('frameId', frameId);
  if (${String(useReturnLinks)}) url.searchParams.set('useReturnLinks', 'true');
  const skeleton = Object.assign(document.createElement('div'), { className: 'skeleton' });
  const frame = Object.assign(document.createElement('iframe'), { src: url.href, allow: 'camera', title: 'Кредит' });
  addEventListener('message', ({ data }) => {
    if (data === null || typeof data !== 'object' || !String(data.type).startsWith('tinkoff/')) return;
    if (data.frameId !== frameId) return void (widget.dropped += 1);
    const type = data.type.replace('tinkoff/', '');
    widget.heard.push(type);
    if (${String(useReturnLinks)} && 'returnLink' in data) location.assign(data.returnLink);
    if (type === 'READY') skeleton.remove();
    if (type === 'RECALCULATE_HEIGHT') frame.style.height = data.height + 'px';
    if (['SUCCESS', 'REJECT', 'CANCEL'].includes(type)) widget.asksBeforeClose = false;
  });
  const place = document.querySelector('#target');
  if (${JSON.stringify(view)} === 'modal') {
    const modal = Object.assign(document.createElement('div'), { className: 'modal' });
    const content = document.createElement('div');
    modal.append(content);
    document.body.append(modal);
    content.append(skeleton, frame);
  } else place.append(skeleton, frame);
</script></html>`;

/** What the page's script knows of the widget. */
export interface WidgetState {
  heard: string[];
  dropped: number;
  asksBeforeClose: boolean;
}
