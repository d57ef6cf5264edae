/** A page of the cabinet, with what it shows. */
export type Place =
  | { page: 'orders'; query: Record<string, string> }
  | { page: 'order'; id: string }
  | { page: 'links' }
  | { page: 'payouts' }
  | { page: 'analytics' }
  | { page: 'integration' }
  | { page: 'shop'; section: string }
  | { page: 'me' }
  | { page: 'password'; token: string }
  | { page: 'nowhere' };

/** The path of the cabinet: `/cabinet`, or empty when it has an origin of its own. */
export function baseOf(pathname: string): string {
  return /^\/cabinet(\/|$)/.test(pathname) ? '/cabinet' : '';
}

export function readPlace(url: URL): Place {
  const [first = '', second = ''] = url.pathname.slice(baseOf(url.pathname).length).split('/').filter(Boolean);
  switch (first) {
    case '':
      return { page: 'orders', query: Object.fromEntries(url.searchParams) };
    case 'orders':
      return second === '' ? { page: 'orders', query: Object.fromEntries(url.searchParams) } : { page: 'order', id: second };
    case 'links':
    case 'payouts':
    case 'analytics':
    case 'integration':
    case 'me':
      return { page: first };
    case 'shop':
      return { page: 'shop', section: second };
    case 'password':
      return { page: 'password', token: url.hash.slice(1) };
    default:
      return { page: 'nowhere' };
  }
}

export function addressOf(base: string, place: Place): string {
  switch (place.page) {
    case 'orders': {
      const query = new URLSearchParams(place.query).toString();
      return `${base}/orders${query === '' ? '' : `?${query}`}`;
    }
    case 'order':
      return `${base}/orders/${place.id}`;
    case 'shop':
      return `${base}/shop${place.section === '' ? '' : `/${place.section}`}`;
    case 'password':
      return `${base}/password#${place.token}`;
    case 'nowhere':
      return `${base}/`;
    default:
      return `${base}/${place.page}`;
  }
}
