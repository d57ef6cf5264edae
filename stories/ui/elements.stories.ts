import {
  base,
  button,
  buttonStyles,
  choiceStyles,
  fieldStyles,
  icon,
  notice,
  noticeStyles,
  ring,
  ringStyles,
  segment,
  segmentStyles,
  selectField,
  textField,
} from '@installment-button/ui';
import '@installment-button/ui/code-input';
import '@installment-button/ui/sheet';
import { applyShopBrand } from '@installment-button/ui/shop-brand';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { css, html, LitElement, type TemplateResult } from 'lit';

/** The few elements that application and cabinet share. */
const meta: Meta = { title: 'UI/Elements', parameters: { layout: 'padded' } };
export default meta;

const columns = css`
  .column {
    display: grid;
    gap: 20px;
    max-width: 420px;
  }
`;

// The templates of ui are drawn in somebody's shadow root with its styles: here in this one.
class Shelf extends LitElement {
  static override styles = [base, buttonStyles, ringStyles, fieldStyles, choiceStyles, segmentStyles, noticeStyles, columns];
  static override properties = { content: { attribute: false } };
  declare content: TemplateResult;

  protected override render(): TemplateResult {
    return html`<div class="column">${this.content}</div>`;
  }
}
if (!customElements.get('story-shelf')) customElements.define('story-shelf', Shelf);

const shelf = (content: TemplateResult): StoryObj => ({ render: () => html`<story-shelf .content=${content}></story-shelf>` });
const nothing = (): void => undefined;

export const Buttons = shelf(html`
  ${button({ label: 'Продолжить' })} ${button({ label: 'Продолжить', busy: true })} ${button({ label: 'Продолжить', disabled: true })}
  ${button({ label: 'Другим способом', kind: 'line' })} ${button({ label: 'Отменить', kind: 'bare' })}
`);

export const Fields = shelf(html`
  ${textField({ id: 'plain', label: 'Телефон', hint: 'Пришлём код из СМС', value: '+7 916 204-18-42', onInput: nothing })}
  ${textField({ id: 'wrong', label: 'Код подразделения', error: 'Нужно шесть цифр', value: '770-04', onInput: nothing })}
  ${textField({ id: 'long', label: 'Кем выдан', value: 'Отделом УФМС России по гор. Москве по району Тверской', multiline: true, onInput: nothing })}
  ${selectField({ id: 'kind', label: 'Занятость', value: '', empty: 'Выберите', choices: [{ value: 'employed', label: 'Работаю по найму' }], onChange: nothing })}
`);

export const Choices = shelf(html`
  ${segment({
    id: 'term',
    label: 'Срок, месяцев',
    value: 12,
    choices: [6, 12, 18, 24].map((months) => ({ value: months, label: months })),
    onChange: nothing,
  })}
  <p><input class="radio" type="radio" name="one" aria-label="Один" checked /></p>
  <p><input class="radio" type="radio" name="one" aria-label="Другой" /></p>
  <p><input class="check" type="checkbox" aria-label="Отмечено" checked /></p>
  <p><input class="check" type="checkbox" aria-label="Не отмечено" /></p>
  <p><input class="switch" type="checkbox" role="switch" aria-label="Включено" checked /></p>
  <p><input class="switch" type="checkbox" role="switch" aria-label="Выключено" /></p>
`);

export const Notices = shelf(html`
  ${notice({ kind: 'bad', title: 'Исправьте одно поле', content: html`<p>Код подразделения: нужно шесть цифр</p>` })}
  ${notice({ kind: 'wait', title: 'Связь прервалась', content: html`<p>Анкета у банков, ответы не потеряются.</p>` })}
  ${notice({ kind: 'info', title: 'Тестовый заказ' })} ${notice({ kind: 'plain', title: 'Банк «Северный» готовит договор' })}
`);

export const Code = shelf(html`
  <ui-code-input label="Шесть цифр из СМС"></ui-code-input>
  <ui-code-input label="Набрано три" value="471"></ui-code-input>
  <ui-code-input label="Неверный" invalid></ui-code-input>
  <ui-code-input label="Проверяется" value="471205" busy></ui-code-input>
`);

export const Icons = shelf(html`
  ${(
    [
      'back',
      'forward',
      'down',
      'up',
      'close',
      'check',
      'warning',
      'info',
      'card',
      'calendar',
      'pencil',
      'document',
      'download',
      'message',
      'face',
      'camera',
    ] as const
  ).map((name) => html`<p>${icon(name)} ${name}</p>`)}
  <p>${ring()} ring</p>
`);

export const Sheet = shelf(
  html`<ui-sheet heading="Текст согласия" close-label="Закрыть"><p>Я даю согласие на обработку моих персональных данных.</p></ui-sheet>`,
);

/** Any accent stays readable: on-accent is white or black, lines and switches have at least 3:1 with the paper. */
export const ShopAccents: StoryObj = {
  render: () =>
    html`${['#0f5c4a', '#ffdd2d', '#e53935', '#1976d2', '#000000', '#ffffff'].map((accent) => {
      const place = document.createElement('div');
      place.style.marginBottom = '24px';
      applyShopBrand(place, { accent, radius: 10 });
      // The tokens are computed on :root; a shop inside a page needs them anew.
      for (const name of ['accent', 'accent-hover', 'accent-pressed', 'on-accent', 'accent-mark', 'on-accent-mark']) {
        const theme = document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';
        place.style.setProperty(`--${name}`, `var(--brand-${theme}-${name})`);
      }
      const own = document.createElement('story-shelf') as Shelf;
      own.content = html`${button({ label: accent })}
        <p><input class="switch" type="checkbox" role="switch" aria-label=${accent} checked /></p>`;
      place.append(own);
      return place;
    })}`,
};
