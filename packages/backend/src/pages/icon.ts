/** The sign of the service in a browser's tab: a card. Pages with a build of their own name the same picture (packages/ui/icon.svg). */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><rect x="1" y="1" width="18" height="18" rx="4" fill="#17181b"/><path d="M5 7.5h10v6.75H5z" fill="none" stroke="#fff" stroke-width="1.5" stroke-linejoin="round"/><path d="M5 10h10" stroke="#fff" stroke-width="1.5"/></svg>';
