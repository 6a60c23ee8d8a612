import { Inject, Injectable } from '@nestjs/common';
import { formatPeriod, isAtLeastAsFine, Measure, readSpan, type Span } from '@keelson/measures';
import { Organization } from '@keelson/organizations';
import { Database, Forbidden, InvalidInput, isIn, NotFound, run, type Actor } from '@keelson/platform';
import { canSeePeers, canSeeSmallFigures } from './aggregation.policy.js';
import { loadTerms } from './disclose-figures.js';
import { figureSourceOf } from './figure-source.js';
import { judgeBand, noBand, type Band } from './judge-band.js';
import { throughMergers } from './merged-cells.sql.js';
import { peerNumbersSql, type PeerNumbersRow } from './peer-numbers.sql.js';
import { prepareFigures } from './plan-aggregates.sql.js';

export interface PeerBandRequest extends Span {
  organizationId: string;
  measureId: string;
}

/** An organization's own number of a period, and the band in which its peers lie. */
export interface PeerBand extends Band {
  period: string;
  own: string | null;
  peers: number;
}

/** What a partner gets back: its own number among the others', none of which it sees. */
@Injectable()
export class PeersService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async peerBands(actor: Actor, request: PeerBandRequest): Promise<PeerBand[]> {
    const { first, until } = readSpan(request);
    const { measureId, organizationId, frequency } = request;
    return this.database.read(actor, async (manager) => {
      const organization = await manager.findOneBy(Organization, { id: organizationId });
      if (!organization || !isIn(actor, organization.coalitionId)) {
        throw new NotFound('organization', ['organizationId']);
      }
      const { coalitionId } = organization;
      if (!canSeePeers(actor, { coalitionId, organizationId })) {
        throw new Forbidden('Your own organization is shown among its peers, not another one.');
      }
      const measure = await manager.findOneBy(Measure, { id: measureId, coalitionId });
      if (!measure) throw new NotFound('measure', ['measureId']);
      if (measure.calculated) {
        const message = `"${measure.code}" is calculated: ask for the measures that it is calculated from.`;
        throw InvalidInput.at('measureId', 'INVALID', message);
      }
      if (!isAtLeastAsFine(measure.frequency, frequency)) {
        const message = `"${measure.code}" is reported by ${measure.frequency}: ask for that or a longer frequency.`;
        throw InvalidInput.at('frequency', 'INVALID', message);
      }
      const all = canSeeSmallFigures(actor, coalitionId);
      await prepareFigures(manager);
      const { sharing, threshold } = await loadTerms(manager, coalitionId);
      const source = await figureSourceOf(manager, coalitionId);
      const rows = await run<PeerNumbersRow>(manager, await throughMergers(manager, coalitionId, peerNumbersSql), [
        ...[coalitionId, [measureId], frequency, first.start, until, source, []],
        ...[organizationId, threshold],
      ]);
      return rows.map((row) => {
        const period = { frequency, start: row.start };
        const isShared = all || sharing.sharesTotal('COALITION', { measureId, period, key: '' });
        const band = isShared ? judgeBand(row, threshold) : noBand('WITHHELD');
        return { period: formatPeriod(period), own: row.own, peers: row.peers, ...band };
      });
    });
  }
}
