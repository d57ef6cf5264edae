import { expect } from '@open-wc/testing';
import { preparePhotograph } from './photographs.ts';

const [width, height] = [2000, 1400];

interface Taking {
  /** How far the picture is smeared, pixels. */
  smear?: number;
  /** The grain of a dark room. */
  grain?: number;
}

async function photographOf(paint: (context: CanvasRenderingContext2D) => void, { smear = 0, grain = 0 }: Taking = {}): Promise<Blob> {
  const scene = canvas();
  paint(contextOf(scene));
  const taken = canvas();
  const context = contextOf(taken);
  context.filter = smear ? `blur(${smear}px)` : 'none';
  context.drawImage(scene, 0, 0);
  if (grain) addGrain(context, grain);
  return new Promise((resolve) => taken.toBlob((blob) => resolve(blob!), 'image/jpeg', 0.95));
}

const canvas = () => Object.assign(document.createElement('canvas'), { width, height });
const contextOf = (of: HTMLCanvasElement) => of.getContext('2d')!;

function addGrain(context: CanvasRenderingContext2D, strength: number): void {
  const image = context.getImageData(0, 0, width, height);
  let seed = 7;
  for (let at = 0; at < image.data.length; at += 4) {
    seed = (seed * 16_807) % 2_147_483_647;
    const change = (seed / 2_147_483_647 - 0.5) * strength;
    for (let part = at; part < at + 3; part++) image.data[part]! += change;
  }
  context.putImageData(image, 0, 0);
}

/** Letters as high as on a passport that fills the picture, in this ink. */
const passport =
  (ink = '#222', size = 34) =>
  (context: CanvasRenderingContext2D) => {
    context.fillStyle = '#d9c9b0';
    context.fillRect(0, 0, width, height);
    context.fillStyle = ink;
    context.font = `${size}px serif`;
    for (let line = 0; line < 14; line++) context.fillText('СОКОЛОВА МАРИНА АНДРЕЕВНА 14.03.1991 МОСКВА', 700, 150 + line * 85);
    context.fillStyle = '#aa9988';
    context.fillRect(120, 200, 450, 600);
  };

function face(context: CanvasRenderingContext2D): void {
  context.fillStyle = '#8fa0b0';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#d4ab8c';
  context.beginPath();
  context.ellipse(1000, 700, 400, 520, 0, 0, 7);
  context.fill();
  context.fillStyle = '#222';
  for (const x of [850, 1150]) {
    context.beginPath();
    context.ellipse(x, 600, 45, 20, 0, 0, 7);
    context.fill();
    context.fillRect(x - 80, 530, 160, 14);
  }
}

const verdict = async (what: 'passport' | 'selfie', picture: Promise<Blob>) => {
  const photograph = await preparePhotograph(await picture, what);
  return 'problem' in photograph ? photograph.problem : 'good';
};

describe('a photograph before it is sent', function () {
  this.timeout(20_000);

  it('a sharp passport is good: in pale ink, a little soft, in a dark room', async () => {
    expect(await verdict('passport', photographOf(passport()))).to.equal('good');
    expect(await verdict('passport', photographOf(passport('#777766', 28)))).to.equal('good');
    expect(await verdict('passport', photographOf(passport('#777766', 28), { smear: 2, grain: 12 }))).to.equal('good');
  });

  it('one whose letters run together is asked for again, and the grain of a dark room does not save it', async () => {
    expect(await verdict('passport', photographOf(passport(), { smear: 8 }))).to.equal('blurred');
    expect(await verdict('passport', photographOf(passport(), { smear: 8, grain: 12 }))).to.equal('blurred');
    expect(await verdict('passport', photographOf(passport('#777766', 28), { smear: 6, grain: 12 }))).to.equal('blurred');
  });

  it('a face has fewer edges than print: a sharp and a soft one are good, a smeared one is not', async () => {
    expect(await verdict('selfie', photographOf(face))).to.equal('good');
    expect(await verdict('selfie', photographOf(face, { smear: 1, grain: 12 }))).to.equal('good');
    expect(await verdict('selfie', photographOf(face, { smear: 8 }))).to.equal('blurred');
    expect(await verdict('selfie', photographOf(face, { smear: 16, grain: 12 }))).to.equal('blurred');
  });

  it('what is too small, or no picture at all, is told so', async () => {
    const small = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    passport()(contextOf(small));
    const blob = new Promise<Blob>((resolve) => small.toBlob((made) => resolve(made!)));
    expect(await verdict('passport', blob)).to.equal('tooSmall');
    expect(await verdict('passport', Promise.resolve(new Blob(['<svg>'])))).to.equal('notPicture');
  });
});
