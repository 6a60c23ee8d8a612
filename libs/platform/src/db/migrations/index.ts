import { Identity1763800000100 } from './1763800000100-identity.js';
import { Coalitions1763800000200 } from './1763800000200-coalitions.js';
import { Platform1763800000000 } from './1763800000000-platform.js';

/** In the order of their time stamps. */
export const migrations = [Platform1763800000000, Identity1763800000100, Coalitions1763800000200];
