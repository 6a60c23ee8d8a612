import { coreActivitiesOf, countActivities, isolatedActivitiesOf } from '@keelson/activities';
import { countCommitments, coverCapabilities, leastFollowed } from '@keelson/commitments';
import type { EntityManager } from 'typeorm';
import { found, of, type Finding } from './finding.js';
import { judgeShare, type Judged } from './judge-share.js';
import { organizationsInvolved } from './organizations-involved.sql.js';
import { daysFrom, type Occasion } from './scorecard-clock.js';

/** As many organizations or more make a core activity one of the coalition. */
const fewestOrganizations = 3;

export async function judgeActivities(manager: EntityManager, occasion: Occasion): Promise<Finding[]> {
  const { coalitionId, today } = occasion;
  const { alignmentRate, isolationRate } = await countActivities(manager, coalitionId);
  const aligned = judgeShare({ ...alignmentRate, to: today }, { atLeast: 90 });
  const isolated = judgeShare({ ...isolationRate, to: today }, { atMost: 10 });
  const alone = await isolatedActivitiesOf(manager, coalitionId);
  const subjects = of(
    'Activity',
    alone.map(({ id }) => id),
  );
  const query = 'activityFigures';
  return [
    found('ACTIVITIES_ALIGNED', aligned.passes, { figure: aligned.figure, query }),
    found('ACTIVITIES_LINKED', isolated.passes, { figure: isolated.figure, subjects, query }),
    await judgeFollowThrough(manager, occasion),
    await judgeCore(manager, occasion),
    await judgeInvolvement(manager, occasion),
  ];
}

async function judgeFollowThrough(manager: EntityManager, { coalitionId, today }: Occasion): Promise<Finding> {
  const period = { from: daysFrom(today, -180), to: today };
  const { followThrough } = await countCommitments(manager, coalitionId, period);
  const { figure, passes } = judgeShare(followThrough, { atLeast: 70 }, leastFollowed);
  return found('COMMITMENTS_KEPT', passes, { figure, query: 'commitmentFigures' });
}

/** One that is equipped is enough. Where none says what it requires, nothing can be covered: not assessable. */
async function judgeCore(manager: EntityManager, { coalitionId, today }: Occasion): Promise<Finding> {
  const core = await coreActivitiesOf(manager, coalitionId, fewestOrganizations);
  const ids = core.map(({ id }) => id);
  const covered = ids.length > 0 ? await coverCapabilities(manager, [coalitionId], ids) : [];
  const judged = covered.map((coverage) => ({
    ...{ id: coverage.activityId, missing: coverage.missing },
    ...judgeShare({ ...coverage, to: today }, { atLeast: 80 }),
  }));
  const [best] = judged.filter(({ passes }) => passes !== null).sort((a, b) => compareShares(b, a));
  const activity = core.find(({ id }) => id === best?.id);
  const facts = {
    ...{ title: activity?.title ?? null, organizations: activity?.organizationIds.length ?? null },
    ...{ missing: best?.missing ?? [], candidates: core.length },
  };
  const passes = best ? best.passes : core.length > 0 ? null : false;
  const subjects = of('Activity', best ? [best.id] : ids);
  const figure = best?.figure ?? null;
  return found('CORE_ACTIVITY_EQUIPPED', passes, { figure, facts, subjects, query: 'activities' });
}

/** By the whole numbers, as the shares are judged. */
function compareShares({ figure: a }: Judged, { figure: b }: Judged): number {
  return a.numerator * b.denominator - b.numerator * a.denominator;
}

async function judgeInvolvement(manager: EntityManager, { coalitionId, today }: Occasion): Promise<Finding> {
  const organizations = await organizationsInvolved(manager, coalitionId, today);
  const idle = organizations.filter(({ involved }) => !involved);
  const { figure, passes } = judgeShare(
    {
      formula: 'active organizations with an active activity or an open commitment / active organizations',
      ...{ numerator: organizations.length - idle.length, denominator: organizations.length, to: today },
    },
    { atLeast: 80 },
  );
  const subjects = of(
    'Organization',
    idle.map(({ id }) => id),
  );
  return found('ORGANIZATIONS_INVOLVED', passes, { figure, subjects, query: 'activities' });
}
