import { html, nothing, type TemplateResult } from 'lit';
import type { Cabinet } from '../state/cabinet.ts';
import { sign, type CabinetIcon } from '../parts/icons.ts';
import type { Place } from '../state/place.ts';
import { linkTo } from './link-to.ts';
import { isCurrent, waitingCount } from './top-bar.ts';

/** The sections at the foot of a phone's screen: four fit, the others are on the person's own page. */
export function tabBar(cabinet: Cabinet): TemplateResult | typeof nothing {
  if (cabinet.place.page === 'order') return nothing;
  const { nav, sections } = cabinet.texts;
  const tabs: { place: Place; icon: CabinetIcon; label: string }[] = [
    { place: { page: 'orders', query: {} }, icon: 'list', label: nav.orders },
    { place: { page: 'links' }, icon: 'link', label: nav.links },
    ...(cabinet.me?.role === 'head' ? [{ place: { page: 'analytics' }, icon: 'bars', label: nav.analytics } as const] : []),
    { place: { page: 'me' }, icon: 'dots', label: nav.more },
  ];
  const further = ['payouts', 'integration', 'shop', 'me'].includes(cabinet.place.page);
  return html`<nav class="tab-bar" aria-label=${sections}>
    ${tabs.map(({ place, icon, label }) => {
      const current = place.page === 'me' ? further : isCurrent(cabinet, place);
      return html`<a href=${cabinet.hrefOf(place)} aria-current=${current ? 'page' : nothing} @click=${linkTo(cabinet, place)}
        >${sign(icon)}<span>${label}${waitingCount(cabinet, place)}</span></a
      >`;
    })}
  </nav>`;
}
