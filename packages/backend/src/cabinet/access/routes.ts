import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { meRoutes } from './me-routes.ts';
import { passwordRoutes } from './password-routes.ts';
import { secondFactorRoutes } from './second-factor-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';

export function accessRoutes(app: App, context: Context): void {
  signInRoutes(app, context);
  passwordRoutes(app, context);
  meRoutes(app, context);
  secondFactorRoutes(app, context);
}
