import { icon } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import type { Cabinet } from '../../state/cabinet.ts';
import { sign } from '../../parts/icons.ts';
import { sameFilter, type Filter } from '../../state/order-filter.ts';
import type { OrdersTexts } from './texts.ts';

interface ViewActs {
  show: (filter: Filter) => void;
  add: () => void;
  remove: (id: string) => void;
}

/** The views of the list: filters with a name, ours and those that the person saved. */
export function views(cabinet: Cabinet, texts: OrdersTexts, filter: Filter, acts: ViewActs): TemplateResult {
  const { summary, views: saved } = cabinet.orders;
  const own: { label: string; filter: Filter; count: number | null }[] = [
    { label: texts.views.all, filter: {}, count: null },
    { label: texts.views.waiting, filter: { status: 'signed' }, count: summary?.waiting.count ?? null },
    { label: texts.views.reviewing, filter: { status: 'submitted' }, count: summary?.reviewing ?? null },
    { label: texts.views.rejected, filter: { status: 'rejected', period: 'week' }, count: null },
  ];
  const link = (to: Filter, content: unknown) =>
    html`<a
      href=${cabinet.hrefOf({ page: 'orders', query: written(to) })}
      aria-current=${sameFilter(to, filter) ? 'true' : nothing}
      @click=${(event: MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        acts.show(to);
      }}
      >${content}</a
    >`;
  const kept = saved.some((view) => sameFilter(view.filter, filter)) || own.some((view) => sameFilter(view.filter, filter));
  return html`<nav class="tabs" aria-label=${texts.views.label}>
    ${own.map((view) => link(view.filter, html`${view.label}${view.count ? html`<span class="count">${view.count}</span>` : nothing}`))}
    ${saved.map((view) =>
      sameFilter(view.filter, filter)
        ? html`<span class="own-view" aria-current="true"
            >${link(view.filter, view.name)}<button
              class="icon-button"
              type="button"
              aria-label=${texts.views.remove}
              @click=${() => acts.remove(view.id)}
            >
              ${icon('close', 16)}
            </button></span
          >`
        : link(view.filter, view.name),
    )}
    ${kept ? nothing : html`<button class="new-view small" type="button" @click=${acts.add}>${sign('plus', 16)}${texts.views.add}</button>`}
  </nav>`;
}

const written = (filter: Filter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).flatMap(([key, value]) => (value ? [[key, value]] : [])));
