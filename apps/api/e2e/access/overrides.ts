import { memberPassword } from '../coalition.scenario.js';

/** What is known of the coalition that is asked for. */
export interface Known {
  coalitionId: string;
  /** The partner's own. */
  organizationCode: string;
  measureId: string;
  reportId: string;
  /** Its publication may end without anybody missing it. */
  spareReportId: string;
  /** Neither of a caller's nor for one: everybody else may confirm it. */
  othersCommitmentId: string;
  bulkOperationId: string;
  email: string;
}

/** Variables that generation cannot know, by operation: put over what is generated. */
export const overrides: Readonly<Record<string, (known: Known) => Record<string, unknown>>> = {
  'Query.auditLog': ({ coalitionId }) => ({ coalitionId }),
  'Query.measureCurve': ({ measureId }) => ({ measureId, firstPeriod: '2022', lastPeriod: '2024' }),
  // A definition made by reviseMeasure, which may run before, has no breakdown from 2024-01 on.
  'Query.measureGaps': () => ({ period: '2023-12' }),
  'Query.schedulePreview': () => ({ rule: { time: '06:00', daysOfMonth: [1] } }),
  // A kind is a code here, and a word of a list elsewhere.
  'Mutation.offerAsset': ({ coalitionId }) => ({ input: { coalitionId, kind: 'space', description: 'A hall' } }),
  'Query.verifyReport': () => ({ sha256: '0'.repeat(64) }),
  'Mutation.setBaseline': ({ measureId }) => ({ input: { measureId, period: '2023-12', value: '1' } }),
  'Mutation.setSmallNumberThreshold': ({ coalitionId }) => ({
    input: { coalitionId, threshold: 12, reason: 'Agreed' },
  }),
  'Mutation.confirmCommitment': ({ othersCommitmentId: id }) => ({ input: { id } }),
  'Mutation.withdrawReport': ({ spareReportId }) => ({ input: { id: spareReportId, reason: 'Wrong' } }),
  // Exactly one of its ids.
  'Mutation.follow': ({ measureId }) => ({ input: { measureId } }),
  'Mutation.unfollow': ({ measureId }) => ({ input: { measureId } }),
  'Mutation.changePassword': () => ({
    input: { currentPassword: 'not the password', newPassword: 'violet umbrella quartz' },
  }),
};

/** What a REST route that is not for everybody is asked with; a new one without a row fails the test. */
export const restPaths: Readonly<Record<string, (known: Known) => string>> = {
  'POST /coalitions/:id/uploads': ({ coalitionId }) => `/coalitions/${coalitionId}/uploads`,
  'GET /coalitions/:id/measurements.csv': ({ coalitionId }) => `/coalitions/${coalitionId}/measurements.csv`,
  'GET /coalitions/:id/measurements.xlsx': ({ coalitionId }) => `/coalitions/${coalitionId}/measurements.xlsx`,
  'GET /coalitions/:id/measurements.dhis2.json': ({ coalitionId }) =>
    `/coalitions/${coalitionId}/measurements.dhis2.json`,
  'GET /coalitions/:id/measurements.dhis2.csv': ({ coalitionId }) =>
    `/coalitions/${coalitionId}/measurements.dhis2.csv`,
  'GET /coalitions/:id/template.xlsx': ({ coalitionId, organizationCode }) =>
    `/coalitions/${coalitionId}/template.xlsx?organization=${organizationCode}&period=2024-01`,
  'GET /bulk-operations/:file': ({ bulkOperationId }) => `/bulk-operations/${bulkOperationId}.csv`,
  'GET /reports/:file': ({ reportId }) => `/reports/${reportId}.csv`,
  'GET /coalitions/:id/audit-log.csv': ({ coalitionId }) => `/coalitions/${coalitionId}/audit-log.csv`,
  'GET /coalitions/:id/audit-log.json': ({ coalitionId }) => `/coalitions/${coalitionId}/audit-log.json`,
};

/** Bodies with which routes for everybody get further than to asking for a credential. */
export const publicBodies: Readonly<Record<string, (known: Known) => object>> = {
  'POST /auth/sign-in': ({ email }) => ({ email, password: memberPassword }),
};
