import { SetMetadata } from '@nestjs/common';
import type { Scope } from '@keelson/platform';

export const allowed = 'keelson:allow';

/** The scope a credential needs for this verb; the room's policy then says whose. Without it, or `@Public()`, the API does not start. */
export const Allow = (scope: Scope) => SetMetadata(allowed, scope);

/** Anybody may call this, also without a credential. */
export const Public = () => SetMetadata(allowed, 'PUBLIC');
