import { WholePeriods1763800002450 } from './1763800002450-whole-periods.js';
import { CategoryMergers1763800002400 } from './1763800002400-category-mergers.js';
import { Forecasts1763800001800 } from './1763800001800-forecasts.js';
import { Overlap1763800001900 } from './1763800001900-overlap.js';
import { CalculatedMeasures1763800002100 } from './1763800002100-calculated-measures.js';
import { Mergers1763800002150 } from './1763800002150-mergers.js';
import { Quality1763800001700 } from './1763800001700-quality.js';
import { Windows1763800001600 } from './1763800001600-windows.js';
import { Audit1763800001300 } from './1763800001300-audit.js';
import { Publications1763800001400 } from './1763800001400-publications.js';
import { SignIn1763800001000 } from './1763800001000-sign-in.js';
import { Invitations1763800001100 } from './1763800001100-invitations.js';
import { Limits1763800001200 } from './1763800001200-limits.js';
import { Walls1763800000900 } from './1763800000900-walls.js';
import { Reports1763800000800 } from './1763800000800-reports.js';
import { Communications1763800000700 } from './1763800000700-communications.js';
import { Activities1763800000600 } from './1763800000600-activities.js';
import { Submissions1763800000500 } from './1763800000500-submissions.js';
import { Measures1763800000400 } from './1763800000400-measures.js';
import { Identity1763800000100 } from './1763800000100-identity.js';
import { Coalitions1763800000200 } from './1763800000200-coalitions.js';
import { Agenda1763800000300 } from './1763800000300-agenda.js';
import { Platform1763800000000 } from './1763800000000-platform.js';

/** In the order of their time stamps. */
export const migrations = [
  Platform1763800000000,
  Identity1763800000100,
  Coalitions1763800000200,
  Agenda1763800000300,
  Measures1763800000400,
  Submissions1763800000500,
  Activities1763800000600,
  Communications1763800000700,
  Reports1763800000800,
  Walls1763800000900,
  SignIn1763800001000,
  Invitations1763800001100,
  Limits1763800001200,
  Audit1763800001300,
  Publications1763800001400,
  Windows1763800001600,
  Quality1763800001700,
  Forecasts1763800001800,
  Overlap1763800001900,
  CategoryMergers1763800002400,
  WholePeriods1763800002450,
  CalculatedMeasures1763800002100,
  Mergers1763800002150,
];
