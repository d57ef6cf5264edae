import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { SheetHeight } from './sheet-height.ts';

describe('the height of the sheet', () => {
  let told: number[];
  let height: SheetHeight;
  let content: HTMLElement;
  const press = (type: string) => content.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true }));
  const frames = async () => {
    for (let turn = 0; turn < 4; turn++) await nextFrame();
  };

  beforeEach(async () => {
    told = [];
    height = new SheetHeight((next) => told.push(next));
    const page = await fixture(html`<div><header style="height: 50px"></header></div>`);
    const screen = await fixture(
      html`<div>
        <div><div class="content" style="height: 200px"></div></div>
      </div>`,
    );
    content = screen.querySelector<HTMLElement>('.content')!;
    height.watch(page, screen);
    await frames();
  });
  afterEach(() => height.stop());

  it('follows what is shown, growing and shrinking', async () => {
    content.style.height = '300px';
    await frames();
    content.style.height = '100px';
    await frames();
    expect(told).to.deep.equal([250, 350, 150]);
  });

  it('waits while something is pressed, so that the pressed button stays under the pointer', async () => {
    press('pointerdown');
    content.style.height = '300px';
    await frames();
    expect(told).to.deep.equal([250]);
    press('pointerup');
    await frames();
    expect(told).to.deep.equal([250, 350]);
  });

  it('a press that the browser takes back ends the waiting, too', async () => {
    press('pointerdown');
    content.style.height = '300px';
    press('pointercancel');
    await frames();
    expect(told).to.deep.equal([250, 350]);
  });
});
