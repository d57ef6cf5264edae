import { base, button, buttonStyles, icon, notice, noticeStyles, ring, ringStyles } from '@installment-button/ui';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { screenLayout } from '../steps/screen-layout.ts';
import { screenLayoutStyles } from '../steps/screen-layout.styles.ts';
import { lastStep } from '../session/screens.ts';
import { problemNote, Step } from '../steps/step.ts';
import { type PhotographProblem, preparePhotograph } from './photographs.ts';
import { selfIdStyles } from './self-id.styles.ts';

type What = 'passport' | 'selfie';

/**
 * Self ID: a photograph of the passport and a selfie, from the camera where the page may use it, else from a file. The pictures are drawn
 * anew, so no metadata leaves the device, and they live no longer than this element.
 *
 * @fires other-method - The buyer would rather sign in another way.
 */
@customElement('self-id-signing')
export class SelfIdSigning extends Step {
  static override styles = [base, buttonStyles, ringStyles, noticeStyles, screenLayoutStyles, selfIdStyles];

  /** The bank's name. */
  @property() bank = '';
  @state() private what: What = 'passport';
  @state() private stream: MediaStream | null = null;
  @state() private noCamera = false;
  @state() private shown: { blob: Blob; url: string } | null = null;
  /** Why the last photograph cannot be used. */
  @state() private defect: PhotographProblem | null = null;
  @query('video') private video!: HTMLVideoElement | null;
  @query('input[type=file]') private file!: HTMLInputElement | null;
  private passport: Blob | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.openCamera();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.closeCamera();
    this.forget();
  }

  protected override updated(changed: PropertyValues): void {
    const { video, stream } = this;
    if (video && stream && video.srcObject !== stream) {
      video.srcObject = stream;
      void video.play().catch(() => undefined);
    }
    if (changed.has('what') && changed.get('what') !== undefined) void this.openCamera();
  }

  protected override render(): TemplateResult {
    const { texts, what } = this;
    const signing = this.buyerSession.detail?.signing;
    if (signing?.state === 'verifying') return this.checking();
    const words = texts.selfId[what];
    return screenLayout({
      eyebrow: texts.step(5, lastStep),
      heading: words.heading,
      lead: words.lead,
      content: html`${
          signing?.state === 'retake' && what === 'passport' && !this.shown
            ? html`<div role="alert">${notice({ kind: 'wait', title: texts.selfId.again })}</div>`
            : nothing
        }
        ${this.noCamera && !this.shown ? nothing : this.frame()}
        <ul class="checks">
          ${texts.selfId.checks[what].map((check) => html`<li>${icon('info')}<span>${check}</span></li>`)}
        </ul>
        <input
          class="visually-hidden"
          type="file"
          accept="image/*"
          capture=${what === 'selfie' ? 'user' : 'environment'}
          tabindex="-1"
          aria-hidden="true"
          @change=${() => void this.takeFile()}
        />`,
      actions: this.actions(),
      note: this.noteOr(
        this.defect
          ? problemNote(texts.selfId[this.defect])
          : this.noCamera && !this.shown
            ? texts.selfId.noCamera
            : texts.selfId.note(this.bank),
      ),
    });
  }

  private frame(): TemplateResult {
    const { texts, what, shown, stream } = this;
    return html`<div class="view ${what}">
      ${
        shown
          ? html`<img src=${shown.url} alt=${texts.selfId.photoOf[what]} />`
          : stream
            ? html`<video playsinline muted aria-hidden="true" class=${what === 'selfie' ? 'mirrored' : ''}></video>`
            : nothing
      }
      ${
        shown
          ? nothing
          : html`<div class="guide" aria-hidden="true"></div>
              <p class="hint-line">${texts.selfId[what].guide}</p>`
      }
    </div>`;
  }

  private actions(): TemplateResult {
    const { texts, shown, stream, what } = this;
    const words = texts.selfId;
    if (shown) {
      return html`${button({
        label: what === 'passport' ? words.use : words.send,
        busy: this.attempt.busy,
        onPress: () => void (what === 'passport' ? this.keepPassport() : this.send()),
      })}${button({ label: words.retake, kind: 'line', onPress: () => this.retake() })}`;
    }
    return html`${
      stream
        ? button({ label: words.take, busy: this.attempt.busy, onPress: () => void this.takeFrame() })
        : button({ label: words.chooseFile, busy: this.attempt.busy, onPress: () => this.file?.click() })
    }${
      stream
        ? button({ label: words.chooseFile, kind: 'line', onPress: () => this.file?.click() })
        : button({ label: texts.signing.otherMethod, kind: 'line', onPress: () => this.otherMethod() })
    }`;
  }

  private checking(): TemplateResult {
    const { texts } = this;
    return screenLayout({
      eyebrow: texts.step(5, lastStep),
      heading: texts.selfId.checking,
      lead: texts.selfId.checkingLead,
      content: html`<div class="under-way" role="status"><span class="visually-hidden">${texts.selfId.checking}</span>${ring()}</div>`,
    });
  }

  private async openCamera(): Promise<void> {
    this.closeCamera();
    try {
      const facingMode = this.what === 'selfie' ? 'user' : 'environment';
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode, width: { ideal: 2560 }, height: { ideal: 1440 } } });
      if (!this.isConnected) return stream.getTracks().forEach((track) => track.stop());
      this.stream = stream;
      this.noCamera = false;
    } catch {
      // There is no camera, the buyer refused it, or the shop's page forbids it.
      this.noCamera = true;
    }
  }

  private closeCamera(): void {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
  }

  private async takeFrame(): Promise<void> {
    if (this.video) await this.take(this.video);
  }

  private async takeFile(): Promise<void> {
    const chosen = this.file?.files?.[0];
    if (chosen) await this.take(chosen);
    if (this.file) this.file.value = '';
  }

  private async take(source: Blob | HTMLVideoElement): Promise<void> {
    await this.attempt.run(async () => {
      const photograph = await preparePhotograph(source, this.what);
      this.defect = 'problem' in photograph ? photograph.problem : null;
      if ('blob' in photograph) this.show(photograph.blob);
    });
  }

  private show(blob: Blob): void {
    this.forget();
    this.shown = { blob, url: URL.createObjectURL(blob) };
  }

  private forget(): void {
    if (this.shown) URL.revokeObjectURL(this.shown.url);
    this.shown = null;
  }

  private retake(): void {
    this.forget();
    this.defect = null;
    this.attempt.clear();
  }

  private keepPassport(): void {
    this.passport = this.shown?.blob ?? null;
    this.forget();
    this.what = 'selfie';
    void this.updateComplete.then(() => this.focusHeading());
  }

  private async send(): Promise<void> {
    const { passport, shown } = this;
    if (!passport || !shown) return;
    const sent = await this.attempt.run(() => this.buyerSession.sendPhotographs({ passport, selfie: shown.blob }));
    if (!sent) return;
    this.closeCamera();
    this.forget();
    this.passport = null;
    this.what = 'passport';
  }

  private otherMethod(): void {
    this.dispatchEvent(new CustomEvent('other-method', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'self-id-signing': SelfIdSigning;
  }
}
