import { wordsOf } from '../report-words.js';
import { drawLines as drawIn, type Chart } from './draw-lines.js';

const drawLines = (of: Chart) => drawIn(wordsOf({}), of);

const chart: Chart = {
  id: 'one',
  width: 960,
  caption: 'Total',
  title: 'Deaths & <more>',
  description: 'Line chart',
  periods: ['2020', '2021', '2022', '2023', '2024'],
  lines: [{ name: 'Total', values: [4, 5, null, 7, 8] }],
};

/** The steps of each path that runs over the plot: "M" lifts the pen. */
function linesOf(text: string, colour: string): string[] {
  return [...text.matchAll(new RegExp(`<path d="([^"]+)" fill="none" stroke="var\\(--${colour}\\)"`, 'g'))].map(
    ([, d]) => (d ?? '').replace(/[^ML]/g, ''),
  );
}

describe('a chart', () => {
  it('leaves a gap where nothing was reported, and draws no zero there', () => {
    const { text } = drawLines(chart);
    expect(linesOf(text, 'line-0')).toEqual(['MLML']);
    expect(text.match(/<path d="M1 0A1/g)).toHaveLength(4);
  });

  it('is one closed image with a name, no script, no style and no address', () => {
    const { text } = drawLines(chart);
    expect(text).toMatch(
      /<svg viewBox="0 0 960 300" role="img" aria-labelledby="one-t one-d"><title id="one-t">Deaths &amp; &lt;more&gt;<\/title>/,
    );
    expect(text.match(/<svg/g)).toHaveLength(1);
    expect(text.match(/<\/svg>/g)).toHaveLength(1);
    expect(text.indexOf('</svg>')).toBeGreaterThan(text.lastIndexOf('<path'));
    expect(text).not.toMatch(/https?:|<script|<style| style=|#a1\d{4}|zr\d/);
  });

  it('says when its axis does not start at zero, which it does unless that would press the curve flat', () => {
    const warning = 'does not start at zero';
    expect(drawLines({ ...chart, lines: [{ name: 'a', values: [90, 95, 92] }] }).text).toContain(warning);
    expect(drawLines({ ...chart, lines: [{ name: 'a', values: [10, 95, 92] }] }).text).not.toContain(warning);
    expect(drawLines({ ...chart, lines: [{ name: 'a', values: [-90, -95, -92] }] }).text).not.toContain(warning);
  });

  it('names its lines, and the target, only when there is more than one', () => {
    expect(drawLines(chart).text).not.toContain('class="legend"');
    expect(drawLines({ ...chart, target: [9, 9, 9, 9, 9] }).text).toContain('Target');
    const two = drawLines({
      ...chart,
      lines: [...chart.lines, { name: '<b>', values: [1, null, null, null, 2] }],
    }).text;
    expect(two).toContain('&lt;b&gt;');
    expect(linesOf(two, 'line-1').join('')).not.toContain('L');
  });
});
