import { Problem } from '../platform/http/problems.ts';

export const offerGone = () => new Problem(410, 'offer_gone', 'This offer is no longer available. Choose another.');
