import { html, nothing, type TemplateResult } from 'lit';
import type { Cabinet } from '../state/cabinet.ts';
import type { Place } from '../state/place.ts';
import { linkTo } from './link-to.ts';

export type Layer = 'keys' | 'commands';

/** The sections that this person may open. */
export function sections(cabinet: Cabinet): { place: Place; label: string }[] {
  const { nav } = cabinet.texts;
  return [
    { place: { page: 'orders', query: {} }, label: nav.orders },
    { place: { page: 'links' }, label: nav.links },
    ...(cabinet.me?.role === 'head'
      ? ([
          { place: { page: 'payouts' }, label: nav.payouts },
          { place: { page: 'analytics' }, label: nav.analytics },
          { place: { page: 'integration' }, label: nav.integration },
          { place: { page: 'shop', section: '' }, label: nav.shop },
        ] as const)
      : []),
  ];
}

export function isCurrent(cabinet: Cabinet, place: Place): boolean {
  const { page } = cabinet.place;
  return page === place.page || (place.page === 'orders' && (page === 'order' || page === 'nowhere'));
}

/** How many signed orders wait for the shop. The list's own page shows it larger. */
export function waitingCount(cabinet: Cabinet, { page }: Place): TemplateResult | typeof nothing {
  const count = cabinet.orders.summary?.waiting.count ?? 0;
  if (page !== 'orders' || cabinet.place.page === 'orders' || count === 0) return nothing;
  return html`<b class="waiting small" title=${cabinet.texts.waiting}>${cabinet.formats.number(count)}</b>`;
}

export function topBar(cabinet: Cabinet, open: (layer: Layer) => void, skip: () => void): TemplateResult {
  const { me, texts } = cabinet;
  if (!me) return html``;
  return html`<header class="top ${cabinet.place.page === 'order' ? 'on-order' : ''}">
    <button class="skip" type="button" @click=${skip}>${texts.skip}</button>
    <a class="shop" href=${cabinet.hrefOf({ page: 'orders', query: {} })} @click=${linkTo(cabinet, { page: 'orders', query: {} })}>
      ${me.shop.logo ? html`<img src=${me.shop.logo} alt="" width="20" height="20" />` : html`<i></i>`}<span>${me.shop.name}</span>
    </a>
    <nav aria-label=${texts.sections}>
      ${sections(cabinet).map(
        ({ place, label }) =>
          html`<a
            href=${cabinet.hrefOf(place)}
            aria-current=${isCurrent(cabinet, place) ? 'page' : nothing}
            @click=${linkTo(cabinet, place)}
            >${label}${waitingCount(cabinet, place)}</a
          >`,
      )}
    </nav>
    <div class="right small quiet">
      ${modeChoice(cabinet)}
      <span class="live ${cabinet.connected ? '' : 'lost'}" role="status"
        ><i></i><span>${cabinet.connected ? texts.live : texts.lost(cabinet.formats.time(cabinet.heardAt))}</span></span
      >
      <button class="commands" type="button" @click=${() => open('commands')}>${texts.commands} <kbd>Ctrl K</kbd></button>
      <a
        class="me"
        href=${cabinet.hrefOf({ page: 'me' })}
        aria-current=${cabinet.place.page === 'me' ? 'page' : nothing}
        @click=${linkTo(cabinet, { page: 'me' })}
        >${me.name}</a
      >
    </div>
  </header>`;
}

function modeChoice(cabinet: Cabinet): TemplateResult | typeof nothing {
  const { texts, me, mode } = cabinet;
  if ((me?.modes.length ?? 0) < 2) return nothing;
  return html`<select
    class="mode"
    aria-label=${texts.modeLabel}
    @change=${(event: Event) => {
      const { value } = event.target as HTMLSelectElement;
      cabinet.change({ mode: value === 'test' ? 'test' : 'live' });
    }}
  >
    <option value="live" ?selected=${mode === 'live'}>${texts.liveMode}</option>
    <option value="test" ?selected=${mode === 'test'}>${texts.testMode}</option>
  </select>`;
}
