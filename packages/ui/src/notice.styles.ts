import { css } from 'lit';

export const notice = css`
  .notice {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr);
    gap: 0 12px;
    padding: 13px 16px;
    border-radius: var(--radius);
    background: var(--paper-2);
  }
  .notice > .icon {
    margin-top: 1px;
  }
  .notice-title {
    font-weight: 600;
  }
  .notice.bad {
    background: var(--bad-2);
  }
  .notice.bad > .icon,
  .notice.bad .notice-title {
    color: var(--bad);
  }
  .notice.wait {
    background: var(--wait-2);
  }
  .notice.wait > .icon {
    color: var(--wait);
  }
  .notice.info {
    background: var(--info-2);
  }
  .notice.info > .icon {
    color: var(--info);
  }
  .notice li {
    padding-block: 1px;
  }
  @media (forced-colors: active) {
    .notice {
      border: 1px solid;
    }
  }
`;
