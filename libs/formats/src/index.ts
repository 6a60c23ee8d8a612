export * from './document-of.js';
export * from './formats.js';
export { escaped, Markup } from './page/markup.js';
export { pageStyle } from './page/page-style.js';
export { writeMeasureFrame } from './page/write-measure-frame.js';
export * from './render-file.js';
export * from './report-document.js';
export * from './report-schema.js';
