import { Platform1763800000000 } from './1763800000000-platform.js';
import { Identity1763800000100 } from './1763800000100-identity.js';
import { Coalitions1763800000200 } from './1763800000200-coalitions.js';
import { Agenda1763800000300 } from './1763800000300-agenda.js';
import { Measures1763800000400 } from './1763800000400-measures.js';
import { Submissions1763800000500 } from './1763800000500-submissions.js';
import { Activities1763800000600 } from './1763800000600-activities.js';
import { Communications1763800000700 } from './1763800000700-communications.js';
import { Reports1763800000800 } from './1763800000800-reports.js';
import { Walls1763800000900 } from './1763800000900-walls.js';
import { SignIn1763800001000 } from './1763800001000-sign-in.js';
import { Invitations1763800001100 } from './1763800001100-invitations.js';
import { Limits1763800001200 } from './1763800001200-limits.js';
import { Audit1763800001300 } from './1763800001300-audit.js';
import { Publications1763800001400 } from './1763800001400-publications.js';
import { Windows1763800001600 } from './1763800001600-windows.js';
import { Quality1763800001700 } from './1763800001700-quality.js';
import { Forecasts1763800001800 } from './1763800001800-forecasts.js';
import { Overlap1763800001900 } from './1763800001900-overlap.js';
import { Exchange1763800002000 } from './1763800002000-exchange.js';
import { CalculatedMeasures1763800002100 } from './1763800002100-calculated-measures.js';
import { Mergers1763800002150 } from './1763800002150-mergers.js';
import { Disclosures1763800002200 } from './1763800002200-disclosures.js';
import { PublishedBeforeDisclosures1763800002250 } from './1763800002250-published-before-disclosures.js';
import { Rollups1763800002300 } from './1763800002300-rollups.js';
import { CategoryMergers1763800002400 } from './1763800002400-category-mergers.js';
import { RollupsOfMergers1763800002401 } from './1763800002401-rollups-of-mergers.js';
import { WholePeriods1763800002450 } from './1763800002450-whole-periods.js';
import { Webhooks1763800002500 } from './1763800002500-webhooks.js';
import { Mails1763800002550 } from './1763800002550-mails.js';
import { Editions1763800002700 } from './1763800002700-editions.js';
import { Watermarks1763800002900 } from './1763800002900-watermarks.js';
import { Restatements1763800002910 } from './1763800002910-restatements.js';
import { Agreements1763800003000 } from './1763800003000-agreements.js';
import { ShareLinks1763800003100 } from './1763800003100-share-links.js';
import { Meanings1763800003110 } from './1763800003110-meanings.js';
import { Backbone1763800003200 } from './1763800003200-backbone.js';
import { AgendaConditions1763800003210 } from './1763800003210-agenda-conditions.js';
import { BackboneSupport1763800003220 } from './1763800003220-backbone-support.js';
import { NoticeKinds1763800003900 } from './1763800003900-notice-kinds.js';
import { ReportTurns1763800004000 } from './1763800004000-report-turns.js';
import { ActivitiesInFull1763900001000 } from './1763900001000-activities-in-full.js';
import { Commitments1763900002000 } from './1763900002000-commitments.js';
import { ConversationKinds1763900003000 } from './1763900003000-conversation-kinds.js';
import { Briefings1763900004000 } from './1763900004000-briefings.js';
import { Search1763900004100 } from './1763900004100-search.js';
import { Scorecard1763900005000 } from './1763900005000-scorecard.js';
import { Desk1763900006000 } from './1763900006000-desk.js';
import { CalendarFeeds1763900007000 } from './1763900007000-calendar-feeds.js';
import { Digests1763900007010 } from './1763900007010-digests.js';
import { Languages1763900008000 } from './1763900008000-languages.js';
import { ReportLanguages1763900008100 } from './1763900008100-report-languages.js';
import { Reproductions1763900009000 } from './1763900009000-reproductions.js';
import { ReportPartners1763900009100 } from './1763900009100-report-partners.js';

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
  Exchange1763800002000,
  CalculatedMeasures1763800002100,
  Mergers1763800002150,
  Disclosures1763800002200,
  PublishedBeforeDisclosures1763800002250,
  Rollups1763800002300,
  CategoryMergers1763800002400,
  RollupsOfMergers1763800002401,
  WholePeriods1763800002450,
  Webhooks1763800002500,
  Mails1763800002550,
  Editions1763800002700,
  Watermarks1763800002900,
  Restatements1763800002910,
  Agreements1763800003000,
  ShareLinks1763800003100,
  Meanings1763800003110,
  Backbone1763800003200,
  AgendaConditions1763800003210,
  BackboneSupport1763800003220,
  NoticeKinds1763800003900,
  ReportTurns1763800004000,
  ActivitiesInFull1763900001000,
  Commitments1763900002000,
  ConversationKinds1763900003000,
  Briefings1763900004000,
  Search1763900004100,
  Scorecard1763900005000,
  Desk1763900006000,
  CalendarFeeds1763900007000,
  Digests1763900007010,
  Languages1763900008000,
  ReportLanguages1763900008100,
  Reproductions1763900009000,
  ReportPartners1763900009100,
];
