import { css } from 'lit';

export const signInStyles = css`
  :host {
    display: grid;
    grid-template-rows: 1fr auto;
    min-height: 100vh;
    min-height: 100dvh;
  }
  .form-side {
    display: flex;
    flex-direction: column;
    padding: 16px 16px 24px;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    height: 2.5rem;
    font-weight: 600;
  }
  .brand i {
    width: 20px;
    height: 20px;
    border-radius: 6px;
    background: var(--accent-mark);
  }
  .locale {
    margin-left: auto;
    font-weight: 400;
    font-size: 0.8125rem;
    line-height: 1.125rem;
  }
  form,
  .message {
    width: 100%;
    max-width: 400px;
    margin: 40px 0 auto;
  }
  h1 {
    font-size: 1.75rem;
    line-height: 2.125rem;
  }
  .under {
    margin: 4px 0 28px;
    color: var(--ink-2);
  }
  .field {
    margin-bottom: 16px;
  }
  .forgotten {
    display: flex;
    justify-content: flex-end;
    margin: -4px 0 20px;
  }
  .text-button {
    font-size: 0.8125rem;
    line-height: 1.125rem;
  }
  .button {
    width: 100%;
  }
  .after {
    margin-top: 20px;
    color: var(--ink-2);
    font-size: 0.8125rem;
    line-height: 1.125rem;
  }
  .after .text-button {
    margin-top: 8px;
  }
  .alert {
    margin-bottom: 8px;
  }
  .no-access {
    display: none;
    margin-top: 32px;
    color: var(--ink-2);
    font-size: 0.8125rem;
    line-height: 1.125rem;
  }
  aside {
    padding: 0 16px 16px;
  }
  aside details {
    border-top: 1px solid var(--line);
  }
  aside summary {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 3rem;
    color: var(--ink-2);
    font-size: 0.8125rem;
    line-height: 1.125rem;
    cursor: pointer;
    list-style: none;
  }
  aside summary::-webkit-details-marker {
    display: none;
  }
  aside summary span {
    margin-left: auto;
    color: var(--ink);
    font-weight: 500;
    text-decoration: underline 1px var(--line-2);
    text-underline-offset: 4px;
  }
  .banks > header {
    display: none;
  }
  .bank {
    display: flex;
    align-items: center;
    gap: 24px;
    min-height: 2.75rem;
    border-top: 1px solid var(--line);
  }
  .bank > :first-child {
    font-weight: 500;
  }
  .bank .state {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-left: auto;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--ink-2);
  }
  .bank .answers {
    color: var(--good);
  }
  .bank .slow,
  .bank .silent {
    color: var(--wait);
  }
  .bank .span {
    min-width: 76px;
    color: var(--ink-2);
    text-align: right;
    white-space: nowrap;
  }
  .banks > p {
    margin-top: 12px;
    color: var(--ink-2);
    font-size: 0.8125rem;
    line-height: 1.125rem;
  }
  @media (min-width: 56.25em) {
    :host {
      grid-template: 1fr / 60% 40%;
    }
    .form-side {
      padding: 24px clamp(32px, 10%, 128px) 24px clamp(48px, 16.7%, 160px);
    }
    .no-access {
      display: block;
    }
    form,
    .message {
      margin-top: 80px;
    }
    aside {
      display: grid;
      align-items: center;
      padding: 48px;
      border-left: 1px solid var(--line);
      background: var(--paper-2);
    }
    aside summary {
      display: none;
    }
    aside details {
      border: 0;
    }
    .banks {
      max-width: 440px;
      border-top: 1px solid var(--ink);
    }
    .banks > header {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
      padding: 12px 0 10px;
    }
    .banks > header h2 {
      font-size: 0.9375rem;
      line-height: 1.375rem;
    }
  }
`;
