import type { CoalitionRole, Scope } from '@keelson/platform';

/**
 * Who may call an operation: people who hold one of these roles in some coalition (the room's policy then decides for
 * the coalition at hand) or administer the installation, everybody with a credential, or anybody at all.
 */
export type Who = readonly (CoalitionRole | 'ADMINISTRATOR')[] | 'ANYBODY_SIGNED_IN' | 'PUBLIC';

/** What an operation asks of the credential and of whom it speaks for. */
export interface Access {
  /** Null: no credential at all. */
  scope: Scope | null;
  who: Who;
}

const anybody: Access = { scope: null, who: 'PUBLIC' };
const to = (scope: Scope) => ({
  everyRole: { scope, who: ['BACKBONE', 'PARTNER', 'FUNDER', 'OBSERVER'] } as Access,
  backbone: { scope, who: ['BACKBONE'] } as Access,
  partners: { scope, who: ['PARTNER'] } as Access,
  backboneAndPartners: { scope, who: ['BACKBONE', 'PARTNER'] } as Access,
  backboneAndFunders: { scope, who: ['BACKBONE', 'FUNDER'] } as Access,
  anybodySignedIn: { scope, who: 'ANYBODY_SIGNED_IN' } as Access,
  administrators: { scope, who: ['ADMINISTRATOR'] } as Access,
  backboneAndAdministrators: { scope, who: ['BACKBONE', 'ADMINISTRATOR'] } as Access,
});
const read = to('READ');
const submit = to('SUBMIT');
const report = to('REPORT');
const write = to('WRITE');

/**
 * Role × operation: every query, mutation, subscription and REST route of the API. One that is missing here stops the
 * start, and so does a row without an operation.
 */
export const access: Readonly<Record<string, Access>> = {
  // The common agenda
  'Query.agenda': read.everyRole,
  'Query.agendas': read.everyRole,
  'Query.agendaDiff': read.everyRole,
  'Query.currentAgenda': read.everyRole,
  'Query.pledges': read.everyRole,
  'Mutation.draftAgenda': write.backbone,
  'Mutation.editAgenda': write.backbone,
  'Mutation.proposeAgenda': write.backbone,
  'Mutation.returnAgenda': write.backbone,
  'Mutation.adoptAgenda': write.backbone,
  'Mutation.pledgeToAgenda': write.partners,

  // Measures, and what is reported for them
  'Query.dimension': read.everyRole,
  'Query.dimensions': read.everyRole,
  'Query.measure': read.everyRole,
  'Query.measures': read.everyRole,
  'Mutation.createDimensions': write.backbone,
  'Mutation.addCategories': write.backbone,
  'Mutation.retireCategory': write.backbone,
  'Mutation.reactivateCategory': write.backbone,
  'Mutation.mergeCategories': write.backbone,
  'Mutation.createMeasures': write.backbone,
  'Mutation.updateMeasure': write.backbone,
  'Mutation.reviseMeasure': write.backbone,
  'Mutation.retireMeasure': write.backbone,
  'Mutation.setTargets': write.backbone,
  'Mutation.setBaseline': write.backbone,
  'Mutation.assignMeasure': write.backbone,
  'Mutation.resolveOverlap': write.backbone,
  'Query.submission': read.backboneAndPartners,
  'Query.submissions': read.backboneAndPartners,
  'Query.cellHistory': read.backboneAndPartners,
  'Query.reportingWindows': read.everyRole,
  'Query.reportingExtensions': read.backboneAndPartners,
  'Query.outstanding': read.backboneAndPartners,
  'Query.reminders': read.backboneAndPartners,
  'Query.reportingRates': read.backboneAndPartners,
  'Query.reportingBurden': read.backboneAndPartners,
  'Mutation.setReportingWindow': write.backbone,
  'Mutation.extendReportingWindow': write.backbone,
  'Mutation.submitMeasurements': submit.backboneAndPartners,
  'Mutation.confirmUnchanged': submit.backboneAndPartners,
  'Mutation.declineToReport': submit.backboneAndPartners,
  'Mutation.proposeCorrection': submit.backboneAndPartners,
  'Mutation.approveSubmissions': write.backbone,
  'Mutation.returnSubmission': write.backbone,
  'Mutation.approveCorrection': write.backbone,
  'Mutation.rejectCorrection': write.backbone,

  // Files: those of whoever submits
  'POST /coalitions/:id/uploads': submit.backboneAndPartners,
  'Mutation.importMeasurements': submit.backboneAndPartners,
  'Mutation.cancelBulkOperation': submit.backboneAndPartners,
  'Mutation.signRefusals': read.backboneAndPartners,
  'Query.bulkOperation': read.backboneAndPartners,
  'Query.bulkOperations': read.backboneAndPartners,
  'GET /bulk-operations/:file': read.backboneAndPartners,
  'GET /coalitions/:id/measurements.csv': read.backboneAndPartners,
  'GET /coalitions/:id/measurements.xlsx': read.backboneAndPartners,
  'GET /coalitions/:id/measurements.dhis2.json': read.backboneAndPartners,
  'GET /coalitions/:id/measurements.dhis2.csv': read.backboneAndPartners,
  'GET /coalitions/:id/template.xlsx': read.backboneAndPartners,

  // Quality checks
  'Query.checkQuality': read.backboneAndPartners,
  'Query.qualityRule': read.backboneAndPartners,
  'Query.qualityRules': read.backboneAndPartners,
  'Mutation.createQualityRule': write.backbone,
  'Mutation.updateQualityRule': write.backbone,
  'Mutation.retireQualityRule': write.backbone,
  'Mutation.reactivateQualityRule': write.backbone,
  'Mutation.explainFinding': submit.backboneAndPartners,

  // Figures and reports: funders and observers read what was published to them
  'Query.figures': read.backboneAndPartners,
  'Query.figureChanges': read.backboneAndPartners,
  'Query.measureCurve': read.backboneAndPartners,
  'Query.measureGaps': read.backboneAndPartners,
  // An organization's own figures: by agreement, also for funders and observers.
  'Query.partnerFigures': read.everyRole,
  'Query.peerBands': read.backboneAndPartners,
  'Query.measureStory': read.backboneAndPartners,
  'Mutation.freezeForecast': write.backbone,
  'Query.report': read.everyRole,
  'Query.reports': read.everyRole,
  'Query.reportDrift': read.backbone,
  'Query.verifyReport': read.everyRole,
  'Subscription.reportProgress': read.everyRole,
  'GET /reports/:file': read.everyRole,
  'Mutation.signDownload': read.everyRole,
  // The link is the credential.
  'GET /downloads': anybody,
  'Query.reportDefinition': read.backbone,
  'Query.reportDefinitions': read.backbone,
  'Query.schedulePreview': read.backbone,
  'Mutation.defineReport': write.backbone,
  'Mutation.changeReportDefinition': write.backbone,
  'Mutation.retireReportDefinition': write.backbone,
  'Mutation.scheduleReport': write.backbone,
  'Mutation.endReportSchedule': write.backbone,
  'Mutation.requestEdition': report.backbone,
  'Mutation.requestReport': report.backboneAndFunders,
  'Mutation.publishReport': write.backbone,
  'Mutation.withdrawReport': write.backbone,
  'Query.shareLink': read.backbone,
  'Query.shareLinks': read.backbone,
  'Query.shareLinkUses': read.backbone,
  'Mutation.shareReport': write.backbone,
  'Mutation.revokeShareLink': write.backbone,
  // The link is the credential, for one report as one audience sees it.
  'GET /shared/:token': anybody,
  'POST /shared/:token': anybody,
  'GET /shared/:token/embed': anybody,
  'GET /shared/:token/:file': anybody,

  // Who may see what: everybody knows the agreements, and each party signs for itself
  'Query.agreement': read.everyRole,
  'Query.agreements': read.everyRole,
  'Mutation.proposeAgreement': write.backboneAndPartners,
  'Mutation.signAgreement': write.backboneAndPartners,
  'Mutation.revokeAgreement': write.backboneAndPartners,

  // Activities
  'Query.activity': read.everyRole,
  'Query.activities': read.everyRole,
  'Query.activityFigures': read.everyRole,
  'Mutation.createActivity': write.backboneAndPartners,
  'Mutation.updateActivity': write.backboneAndPartners,
  'Mutation.startActivity': write.backboneAndPartners,
  'Mutation.pauseActivity': write.backboneAndPartners,
  'Mutation.resumeActivity': write.backboneAndPartners,
  'Mutation.finishActivity': write.backboneAndPartners,
  'Mutation.stopActivity': write.backboneAndPartners,
  'Mutation.addMilestone': write.backboneAndPartners,
  'Mutation.completeMilestone': write.backboneAndPartners,
  'Mutation.reopenMilestone': write.backboneAndPartners,
  'Mutation.commitResource': write.backboneAndPartners,
  'Mutation.withdrawResource': write.backboneAndPartners,
  'Mutation.linkActivities': write.backboneAndPartners,
  'Mutation.unlinkActivities': write.backboneAndPartners,

  // Communication
  'Query.conversation': read.everyRole,
  'Query.conversations': read.everyRole,
  'Query.decisions': read.everyRole,
  'Query.actionItems': read.everyRole,
  'Query.searchCommunications': read.everyRole,
  'Mutation.logConversation': write.backboneAndPartners,
  'Mutation.updateConversation': write.backboneAndPartners,
  'Mutation.addAgendaItems': write.backboneAndPartners,
  'Mutation.recordDecision': write.backboneAndPartners,
  'Mutation.addActionItem': write.backboneAndPartners,
  'Mutation.completeActionItem': write.backboneAndPartners,
  'Mutation.reopenActionItem': write.backboneAndPartners,

  // Coalitions and who belongs to them
  'Query.coalition': read.everyRole,
  'Query.coalitions': read.anybodySignedIn,
  'Query.organization': read.everyRole,
  'Query.organizations': read.everyRole,
  'Query.workingGroups': read.everyRole,
  'Query.roleGrants': read.backbone,
  'Query.invitations': read.backbone,
  'Mutation.createCoalition': write.administrators,
  'Mutation.updateCoalition': write.backbone,
  'Mutation.setSmallNumberThreshold': write.backbone,
  'Mutation.setSharing': write.backbone,
  'Mutation.addOrganizations': write.backbone,
  'Mutation.addMembership': write.backbone,
  'Mutation.endMembership': write.backbone,
  'Mutation.createWorkingGroup': write.backbone,
  'Mutation.updateOrganization': write.backboneAndPartners,
  'Mutation.mergeOrganizations': write.backbone,
  'Mutation.reverseMerger': write.backbone,
  'Mutation.grantRole': write.backbone,
  'Mutation.revokeRole': write.backbone,
  'Mutation.invitePerson': write.backbone,
  'Mutation.renewInvitation': write.backbone,
  'Mutation.revokeInvitation': write.backbone,
  'POST /auth/invitations/look-up': anybody,
  'POST /auth/invitations/accept': anybody,

  // Webhooks and notices
  'Query.webhookEndpoints': read.backbone,
  'Query.webhookDeliveries': read.backbone,
  'Mutation.createWebhookEndpoint': write.backbone,
  'Mutation.updateWebhookEndpoint': write.backbone,
  'Mutation.disableWebhookEndpoint': write.backbone,
  'Mutation.enableWebhookEndpoint': write.backbone,
  'Mutation.deleteWebhookEndpoint': write.backbone,
  'Mutation.rotateWebhookSecret': write.backbone,
  'Mutation.sendTestEvent': write.backbone,
  'Mutation.replayDelivery': write.backbone,
  'Query.noticePreferences': read.everyRole,
  'Mutation.setNoticePreference': write.everyRole,
  // The link in a mail is the credential.
  'GET /notices/refuse': anybody,
  'POST /notices/refuse': anybody,

  // People, keys and sessions
  'POST /auth/sign-in': anybody,
  'POST /auth/password-reset': anybody,
  'POST /auth/password-reset/confirm': anybody,
  'POST /auth/totp': anybody,
  'POST /auth/totp/enrol': anybody,
  'POST /auth/machine': anybody,
  'POST /auth/refresh': anybody,
  'POST /auth/sign-out': anybody,
  'GET /auth/methods': anybody,
  'GET /auth/oidc': anybody,
  'GET /auth/oidc/callback': anybody,
  'Query.sessions': read.anybodySignedIn,
  'Mutation.revokeSession': write.anybodySignedIn,
  'Mutation.revokeOtherSessions': write.anybodySignedIn,
  'Mutation.startTotp': write.anybodySignedIn,
  'Mutation.confirmTotp': write.anybodySignedIn,
  'Mutation.disableTotp': write.anybodySignedIn,
  'Query.viewer': read.anybodySignedIn,
  'Mutation.changePassword': write.anybodySignedIn,
  'Query.apiKeys': read.everyRole,
  'Mutation.createApiKey': write.everyRole,
  'Mutation.rotateApiKey': write.everyRole,
  'Mutation.revokeApiKey': write.everyRole,

  // Any object, its history, and the server itself
  'Query.node': read.anybodySignedIn,
  'Query.nodes': read.anybodySignedIn,
  'Query.history': read.everyRole,
  // Without a coalition it is for administrators, who may hold no role.
  'Query.auditLog': read.backboneAndAdministrators,
  'GET /coalitions/:id/audit-log.csv': read.backbone,
  'GET /coalitions/:id/audit-log.json': read.backbone,
  'Query.rateLimit': read.anybodySignedIn,
  'GET /health': anybody,

  // The pages for people; they hold no data
  'GET /': anybody,
  'GET /sign-in': anybody,
  'GET /invitation': anybody,
  'GET /reset-password': anybody,
  'GET /graphiql': anybody,
  'GET /assets/:name': anybody,
  'GET /schemas/report.json': anybody,
};
