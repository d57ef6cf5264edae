import { css } from 'lit';

export const selfIdStyles = css`
  .notice {
    margin-top: 16px;
  }
  .view {
    position: relative;
    display: grid;
    place-items: center;
    overflow: hidden;
    height: min(400px, 60vh);
    margin: 20px -16px 16px;
    background: #1d1e20;
    color: #fff;
  }
  .view > video,
  .view > img {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .view > img {
    object-fit: contain;
  }
  .mirrored {
    transform: scaleX(-1);
  }
  .guide {
    position: relative;
    border: 2.5px solid rgb(255 255 255 / 0.9);
    box-shadow: 0 0 0 999px rgb(20 21 23 / 0.5);
  }
  .passport .guide {
    width: min(282px, 72%);
    height: 80%;
    margin-bottom: 40px;
    border-radius: 12px;
  }
  .selfie .guide {
    width: min(208px, 56%);
    height: 74%;
    margin-bottom: 40px;
    border-radius: 50%;
  }
  .hint-line {
    position: absolute;
    inset: auto 16px 16px;
    font-weight: 500;
    text-align: center;
  }
  .checks li {
    display: flex;
    gap: 8px;
    padding: 4px 0;
    color: var(--ink-2);
  }
  .checks .icon {
    margin-top: 1px;
  }
  .under-way {
    display: grid;
    place-items: center;
    min-height: 160px;
  }
  @media (min-width: 900px) {
    .view {
      margin-inline: 0;
      border-radius: var(--radius);
    }
  }
`;
