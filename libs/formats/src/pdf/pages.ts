import PDFDocument from 'pdfkit';
import { fontOf, type Face, type Weight } from './font-faces.js';
import { latinFace } from './choose-face.js';
import { layOutText, type Line, type Run, type TextStyle } from './lay-out-text.js';

export type PaperSize = 'A4' | 'LETTER';
type Element = PDFKit.PDFStructureElement;

export const ink = '#1a1d24';
export const muted = '#565d6b';
export const rule = '#d3d8e0';
export const accent = '#1d4f91';

/** Noto Sans asks for 1.36; this is as airy in tables and less so in paragraphs. */
const leading = 1.36;
const baselineAt = 1.07;
const margin = 54;
const footer = 30;

export interface Styled extends Partial<TextStyle> {
  color?: string;
  most?: number;
  align?: 'left' | 'right';
}

/** A document with a place to write at, from top to bottom; everything is tagged with what it is. */
export class Pages {
  readonly doc: PDFKit.PDFDocument;
  readonly left = margin;
  readonly width: number;
  readonly root: Element;
  /** Its place is before the chapters, which are written first. */
  readonly contents: Element;
  y = margin;
  private readonly bottom: number;
  private readonly widths = new Map<string, number>();
  private readonly opened = new Set<string>();

  constructor(size: PaperSize, info: { title: string; author: string; made: Date; language: string }) {
    this.doc = new PDFDocument({
      ...{ size, margin: 0, autoFirstPage: false, bufferPages: true, font: null as unknown as string },
      ...{ pdfVersion: '1.7', tagged: true, displayTitle: true, lang: info.language, subset: 'PDF/UA' as never },
      // The same content makes the same bytes: no clock, and pdfkit draws the file's ID from these.
      info: { Title: info.title, Author: info.author, Creator: 'Keelson', CreationDate: info.made, ModDate: info.made },
    });
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
    this.contents = this.doc.struct('Sect');
    this.doc.addPage();
    this.width = this.doc.page.width - 2 * margin;
    this.bottom = this.doc.page.height - margin - footer;
  }

  /** The number of the page that is written on, from 0. */
  get page(): number {
    const { start, count } = this.doc.bufferedPageRange();
    return start + count - 1;
  }

  newPage(): void {
    this.doc.addPage();
    this.y = margin;
  }

  /** Begins a page when less than this is left. */
  keep(height: number): boolean {
    if (this.y + height <= this.bottom) return false;
    this.newPage();
    return true;
  }

  lineHeight(size: number): number {
    return size * leading;
  }

  layOut(text: string, width: number, { size = 10, weight = 400, most = 100 }: Styled = {}): Line[] {
    return layOutText(text, { size, weight }, width, most, (run, at) => this.measure(run, at));
  }

  /** A tagged paragraph across the page, such as a P or an H1, with space after it. */
  paragraph(parent: Element, type: string, text: string, styled: Styled = {}, after = 4): void {
    const { size = 10 } = styled;
    const element = this.doc.struct(type);
    parent.add(element);
    for (const line of this.layOut(text, this.width, styled)) {
      this.keep(this.lineHeight(size));
      this.mark(element, type, () => this.drawLine(line, this.left, this.y, this.width, styled));
      this.y += this.lineHeight(size);
    }
    element.end();
    this.y += after;
  }

  /** A tagged piece of content, wherever it stands. */
  mark(element: Element, type: string, draw: () => void): void {
    const content = this.doc.markStructureContent(type);
    draw();
    this.doc.endMarkedContent();
    element.add(content);
  }

  /** What is decoration, or stands elsewhere already. */
  artifact(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.doc.endMarkedContent();
  }

  drawLine(line: Line, x: number, y: number, width: number, { size = 10, color = ink, align }: Styled = {}): void {
    const { doc } = this;
    const right = align === 'right' || (align !== 'left' && line.rightToLeft);
    let at = right ? x + width - line.width : x;
    doc.fillColor(color);
    for (const run of line.runs) {
      this.useFont(run.face, size);
      if (run.needsText) doc.markContent('Span', { actual: run.text });
      doc.text(run.text, at, y + size * baselineAt, { lineBreak: false, baseline: 'alphabetic' });
      if (run.needsText) doc.endMarkedContent();
      at += this.measure(run, size);
    }
  }

  /** For what draws by itself, such as charts. */
  plainFont(weight: Weight = 400): string {
    const face = latinFace(weight);
    this.useFont(face, 10);
    return face.name;
  }

  private measure(run: Run, size: number): number {
    const key = `${run.face.name}\0${run.text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      this.useFont(run.face, 1000);
      width = this.doc.widthOfString(run.text) / 1000;
      this.widths.set(key, width);
    }
    return width * size;
  }

  private useFont(face: Face, size: number): void {
    if (!this.opened.has(face.name)) {
      this.doc.registerFont(face.name, fontOf(face) as never);
      this.opened.add(face.name);
    }
    this.doc.font(face.name).fontSize(size);
  }
}
