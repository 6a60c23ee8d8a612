import { countActivities } from '@keelson/activities';
import type { EntityManager } from 'typeorm';
import { found, of, type Finding } from './finding.js';
import { judgeShare } from './judge-share.js';
import { organizationsInvolved } from './organizations-involved.sql.js';
import type { Occasion } from './scorecard-clock.js';

export async function judgeActivities(manager: EntityManager, occasion: Occasion): Promise<Finding[]> {
  const { coalitionId, today } = occasion;
  const { alignmentRate, isolationRate } = await countActivities(manager, coalitionId);
  const aligned = judgeShare({ ...alignmentRate, to: today }, { atLeast: 90 });
  const isolated = judgeShare({ ...isolationRate, to: today }, { atMost: 10 });
  const query = 'activityFigures';
  return [
    found('ACTIVITIES_ALIGNED', aligned.passes, { figure: aligned.figure, query }),
    found('ACTIVITIES_LINKED', isolated.passes, { figure: isolated.figure, query }),
    await judgeInvolvement(manager, occasion),
  ];
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
