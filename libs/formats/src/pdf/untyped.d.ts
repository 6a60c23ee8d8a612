// What is used of packages that bring no types.

declare module 'fontkit' {
  export interface GlyphPoint {
    x: number;
    y: number;
    onCurve: boolean;
  }
  export interface FontGlyph {
    id: number;
    advanceWidth: number;
    _decode(): { numberOfContours: number; points?: GlyphPoint[]; components?: { glyphID: number }[] } | null;
    _getContours(): GlyphPoint[][];
    _getPhantomPoints(box: object): GlyphPoint[];
  }
  export interface FontSubset {
    glyf: Uint8Array[];
    offset: number;
    loca: { offsets: number[]; version: number };
    hmtx: { metrics: { advance: number; bearing: number }[] };
    _addGlyph(id: number): number;
  }
  export interface Font {
    postscriptName: string;
    stream: { constructor: new (bytes: Uint8Array) => object };
    _variationProcessor: { transformPoints(id: number, points: GlyphPoint[]): void } | null;
    hasGlyphForCodePoint(codePoint: number): boolean;
    getGlyph(id: number): FontGlyph;
    createSubset(): FontSubset;
  }
  export function create(bytes: Uint8Array): Font;
}

declare module 'svg-to-pdfkit' {
  export default function draw(
    document: PDFKit.PDFDocument,
    svg: string,
    x: number,
    y: number,
    options: {
      width: number;
      height: number;
      assumePt: boolean;
      fontCallback: () => string;
      warningCallback: (warning: string) => void;
    },
  ): void;
}

declare module 'bidi-js' {
  interface Levels {
    levels: Uint8Array;
    paragraphs: { start: number; end: number; level: number }[];
  }
  export default function makeBidi(): {
    getEmbeddingLevels(text: string, direction?: 'ltr' | 'rtl'): Levels;
    getMirroredCharacter(character: string): string | null;
  };
}
