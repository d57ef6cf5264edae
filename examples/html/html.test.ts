import { clickThrough } from '../../packages/button/src/testing/host-scenario.ts';

clickThrough(import.meta.dirname, { plain: true });
