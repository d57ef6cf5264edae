import { base, buttonStyles, choiceStyles, ringStyles } from '@installment-button/ui';
import { css } from 'lit';
import { partStyles } from '../parts/part.styles.ts';
import { statusMarkStyles } from '../parts/status-mark.styles.ts';

export const shellStyles = [
  base,
  buttonStyles,
  choiceStyles,
  ringStyles,
  partStyles,
  statusMarkStyles,
  css`
    :host {
      display: block;
      min-height: 100vh;
    }
    main:focus-visible {
      outline: none;
    }
    .skip {
      position: absolute;
      left: 16px;
      top: -100px;
      z-index: 10;
      padding: 8px 16px;
      border: 1px solid var(--edge);
      border-radius: var(--radius);
      background: var(--paper);
    }
    .skip:focus {
      top: 6px;
    }
    .loading,
    .failed {
      display: grid;
      justify-items: center;
      gap: 16px;
      padding: 30vh 16px 0;
      color: var(--ink-2);
    }
    .top {
      position: sticky;
      top: 0;
      z-index: 3;
      display: flex;
      align-items: stretch;
      height: 3.5rem;
      padding: 0 16px;
      border-bottom: 1px solid var(--line);
      background: var(--paper);
    }
    .top a {
      display: flex;
      align-items: center;
      text-decoration: none;
    }
    .shop {
      gap: 10px;
      min-width: 0;
      margin-right: 28px;
      font-weight: 600;
    }
    .shop span {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .shop i,
    .shop img {
      flex: none;
      width: 20px;
      height: 20px;
      border-radius: 6px;
      object-fit: contain;
    }
    .shop i {
      background: var(--accent-mark);
    }
    .top nav {
      display: none;
      margin-left: -12px;
    }
    .top nav a {
      padding: 0 12px;
      color: var(--ink-2);
    }
    .top nav a[aria-current],
    .top .me[aria-current] {
      margin-bottom: -1px;
      color: var(--ink);
      font-weight: 500;
      box-shadow: inset 0 -2px var(--ink);
    }
    @media (hover: hover) {
      .top nav a:hover {
        color: var(--ink);
      }
    }
    .right {
      display: flex;
      align-items: stretch;
      gap: 24px;
      margin-left: auto;
      white-space: nowrap;
    }
    .live {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    .live i {
      width: 8px;
      height: 8px;
      border-radius: 50%;
      background: var(--good);
    }
    .live.lost {
      color: var(--wait);
      white-space: normal;
    }
    .live.lost i {
      border: 1.5px solid var(--wait);
      background: none;
    }
    .mode {
      align-self: center;
      height: 2rem;
      padding: 0 6px;
      border: 1px solid var(--line-2);
      border-radius: 6px;
      background: var(--paper);
      cursor: pointer;
    }
    .right .commands,
    .right .me {
      display: none;
    }
    .commands {
      align-items: center;
      gap: 6px;
      padding: 0;
      border: 0;
      background: none;
      cursor: pointer;
    }
    .me {
      color: var(--ink);
    }
    .band {
      padding: 8px 16px;
      background: var(--wait-2);
      color: var(--wait);
      text-align: center;
    }
    .keys {
      position: fixed;
      inset: auto 0 0;
      z-index: 2;
      display: none;
      align-items: center;
      gap: 20px;
      height: 2.25rem;
      padding: 0 32px;
      border-top: 1px solid var(--line);
      background: var(--paper);
      white-space: nowrap;
      overflow: hidden;
    }
    .keys span,
    .keys button {
      display: flex;
      align-items: center;
      gap: 6px;
    }
    .keys button {
      padding: 0;
      border: 0;
      background: none;
      cursor: pointer;
    }
    .keys .note {
      margin-left: auto;
    }
    .all-keys > div {
      display: flex;
      align-items: center;
      min-height: 2.5rem;
      border-top: 1px solid var(--line);
    }
    .all-keys dd {
      margin-left: auto;
    }
    .all-keys kbd {
      display: inline-block;
    }
    .tab-bar {
      position: fixed;
      inset: auto 0 0;
      z-index: 2;
      display: flex;
      height: calc(64px + env(safe-area-inset-bottom));
      padding-bottom: env(safe-area-inset-bottom);
      border-top: 1px solid var(--line);
      background: var(--paper);
    }
    .tab-bar a {
      flex: 1;
      display: flex;
      flex-direction: column;
      align-items: center;
      justify-content: center;
      gap: 2px;
      color: var(--ink-2);
      font-size: 0.8125rem;
      line-height: 1rem;
      text-decoration: none;
    }
    .tab-bar a[aria-current] {
      margin-top: -1px;
      color: var(--ink);
      font-weight: 500;
      box-shadow: inset 0 2px var(--ink);
    }
    .toasts {
      position: fixed;
      right: 16px;
      bottom: calc(80px + env(safe-area-inset-bottom));
      left: 16px;
      z-index: 4;
      display: grid;
      gap: 8px;
      pointer-events: none;
    }
    .toast {
      display: flex;
      align-items: center;
      gap: 14px;
      min-height: 4rem;
      padding: 12px 8px 12px 16px;
      border-radius: 12px;
      background: var(--ink);
      color: var(--paper);
      animation: arrive var(--calm) var(--ease);
      pointer-events: auto;
    }
    .toast .off {
      fill: var(--ink-3);
    }
    .toast .small {
      opacity: 0.78;
    }
    .toast > div {
      flex: 1;
      min-width: 0;
    }
    .toast .small {
      white-space: normal;
    }
    .toast .text-button {
      min-height: 2.75rem;
      color: inherit;
      text-decoration-color: currentColor;
    }
    .toast .icon-button {
      margin: -6px 0;
    }
    .toast button:focus-visible {
      outline-color: var(--paper);
      outline-offset: -4px;
    }
    @keyframes arrive {
      from {
        opacity: 0;
        transform: translateY(8px);
      }
    }
    @media (min-width: 40em) {
      .top {
        padding: 0 24px;
      }
      .top nav {
        display: flex;
      }
      .right .me {
        display: flex;
      }
      .tab-bar {
        display: none;
      }
      .toasts {
        left: auto;
        right: 24px;
        bottom: 24px;
        width: 392px;
      }
    }
    @media (min-width: 64em) {
      .top {
        padding: 0 32px;
      }
      .right .commands {
        display: flex;
      }
      .toasts {
        right: 32px;
        bottom: 52px;
      }
    }
    @media (min-width: 64em) and (pointer: fine) {
      .keys {
        display: flex;
      }
    }
    .waiting {
      margin-left: 6px;
      color: var(--ink);
    }
    @media (max-width: 39.9375em) {
      .mode,
      .top.on-order {
        display: none;
      }
    }
    @media print {
      .top,
      .keys,
      .tab-bar,
      .toasts,
      .band,
      .skip {
        display: none !important;
      }
    }
  `,
];
