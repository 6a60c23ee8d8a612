import type { LogoType } from './report-logo.entity.js';
import type {
  CatalogueReference,
  Comparability,
  Direction,
  Frequency,
  MeasureAspect,
  MeasureLevel,
  NumberKind,
  Overlap,
  PartnerRule,
  TimeRule,
} from '@keelson/measures';
import type { Headline, ReportActivity, ReportGap, ReportQuality } from './headline.js';
import type { FrozenSection } from './narrative.js';
import type { Restatement } from './restatement.js';
import type { ReportMap } from './report-map.js';
import type { ReportedPartner } from './reported-partner.js';
import type { ReportBasis } from './report-basis.js';
import type { ReportedAgreement } from './reported-agreement.js';

/** A dimension of the figures: a column of the files, with the names of its categories. */
export interface ReportColumn {
  code: string;
  name: string;
  categories: Record<string, string>;
}

export interface MeasureMethod {
  frequency: Frequency;
  /** By any of its definitions, or by what it is calculated from. */
  ofPeople: boolean;
  timeRule: TimeRule;
  denominatorTimeRule?: TimeRule;
  partnerRule: PartnerRule;
  overlap: Overlap;
}

export interface ReportedMeasure {
  code: string;
  name: string;
  unit: string;
  numberKind: NumberKind;
  factor: number;
  direction: Direction;
  /** What reports of an older version do not have, and what this measure has not, is absent. */
  description?: string;
  /** First days of the periods at which a definition begins that does not compare with the one before. */
  breaks?: string[];
  /** True when the figures of parts and of periods add up: no ratio, summed over time and partners. */
  additive?: true;
  level?: MeasureLevel;
  aspect?: MeasureAspect;
  references?: CatalogueReference[];
  goals?: { code: string; statement: string }[];
  baseline?: { frequency?: Frequency; periodStart: string; value: string };
  /** How its numbers become figures (measurement.md, section 4). */
  method?: MeasureMethod;
  /** Its definitions, the first one first. */
  versions?: { number: number; from?: string; comparability: Comparability; reason?: string }[];
  /** Of a calculated one, with the codes whose missing numbers count as zero. */
  expression?: string;
  zeros?: string[];
  /** Its figures stand at the positions from `first` on. */
  first: number;
  figures: number;
}

/** A picture that stands on the report; its bytes are kept beside. */
export interface ReportedLogo {
  mediaType: LogoType;
  /** In pixels, as `height`. */
  width: number;
  height: number;
  sha256: string;
  /** What it shows, for whoever does not see it. */
  alternative: string;
}

/** What the figures of a report are read with, frozen when it was compiled. */
export interface ReportHeader {
  coalition: {
    code: string;
    name: string;
    timeZone: string;
    figuresFrom: 'APPROVED' | 'SUBMITTED';
    /** An org-id.guide identifier; absent where it has none. */
    identifier?: string;
  };
  requestedBy: string;
  periods: string[];
  columns: ReportColumn[];
  /** By code. */
  measures: ReportedMeasure[];
  /** The most organizations that were expected to report any one figure. */
  organizationsExpected: number;
  figures: number;
  /** There are figures that are only known as an interval, from low to high; absent where there are none. */
  intervals?: true;
  /** What people say beside the figures, in the order of reading; absent where nobody said anything. */
  narrative?: FrozenSection[];
  /** Absent in reports of an older version, as what follows. */
  basis?: ReportBasis;
  /** By measure, as `measures`. */
  headlines?: Headline[];
  gaps?: ReportGap[];
  quality?: ReportQuality;
  /** By title. */
  activities?: ReportActivity[];
  /** How the activities of the coalition hung together; absent where nothing went on. */
  map?: ReportMap;
  /** What changed since the edition before it that was published; absent where there is none. */
  restatement?: Restatement;
  /** BCP 47: of the words around the data; absent where it is English. */
  language?: string;
  logo?: ReportedLogo;
  /** By which its audiences may see figures; absent where they see them because they belong to the coalition. */
  agreements?: ReportedAgreement[];
  /** By which own figures are seen where totals need no agreement; absent where there are none. */
  partnerAgreements?: ReportedAgreement[];
  /** Own figures of organizations, as its reader is told of them; kept apart, and absent where there are none. */
  partners?: ReportedPartner[];
}
