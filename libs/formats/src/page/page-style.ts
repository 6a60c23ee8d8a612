/** One look on paper and on screens, light and dark; every pair of colours has a contrast of at least 4.5 (lines: 3). */
export const pageStyle = `
:root{color-scheme:light dark;--paper:#fff;--panel:#f6f7f9;--ink:#1a1d24;--muted:#565d6b;--grid:#e2e5ea;--rule:#d3d8e0;
--accent:#1d4f91;--target:#6b7280;--line-0:#1d5fb4;--line-1:#b4480f;--line-2:#23784a;--line-3:#8a3fa0;--line-4:#a8305f;
--line-5:#5b6b00;--line-6:#00727f;--line-7:#6a4a32}
@media (prefers-color-scheme:dark){:root{--paper:#14171c;--panel:#1c2027;--ink:#e9ecf1;--muted:#a6afbd;--grid:#2d333d;--rule:#3a424e;
--accent:#8fbcff;--target:#9aa3b2;--line-0:#6aa9ff;--line-1:#ff9d5c;--line-2:#5fcf92;--line-3:#d493ea;--line-4:#ff86b3;
--line-5:#c3d14a;--line-6:#4fd0de;--line-7:#d6ab88}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header,footer{max-width:66rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1,h2,li,.kicker,tbody th{overflow-wrap:anywhere}
h1{font-size:2rem;line-height:1.2;margin:0 0 .5rem;text-wrap:balance}
h2{font-size:1.35rem;line-height:1.3;margin:0}
p{margin:.4rem 0;max-width:46rem}
a{color:var(--accent)}
small,.muted{color:var(--muted);font-size:.875rem;font-weight:400}
img.logo{display:block;width:auto;height:auto;max-width:min(16rem,100%);max-height:6rem;margin:0 0 1.25rem}
.kicker{color:var(--muted);margin:0 0 .25rem;font-weight:600}
section{border-top:1px solid var(--rule);margin-top:2.5rem;padding-top:1.75rem}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.75rem;margin:1rem 0}
.facts div{background:var(--panel);border-radius:.5rem;padding:.7rem .9rem}
.facts dt{color:var(--muted);font-size:.875rem}
.facts dd{margin:0;font-weight:600;font-size:1.15rem;font-variant-numeric:tabular-nums}
.facts dd small{display:block;font-weight:400}
figure{margin:1.25rem 0;break-inside:avoid;overflow-x:auto}
figcaption,caption{font-weight:600;text-align:left;margin-bottom:.35rem}
figure>svg{display:block;width:100%;min-width:32rem;height:auto}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(28rem,100%),1fr));gap:0 2rem}
.charts figure{max-width:42rem}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:.4rem 0 0;padding:0;font-size:.875rem}
.legend li{display:flex;align-items:center;gap:.4rem}
.legend svg{width:1.9rem;height:.5rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem;margin:.75rem 0}
th,td{border-bottom:1px solid var(--rule);padding:.4rem .6rem;text-align:left;vertical-align:baseline}
thead th{color:var(--muted);font-weight:600;font-size:.875rem;vertical-align:bottom}
tbody th{font-weight:500;min-width:6rem}
thead .n{white-space:normal}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.none{color:var(--muted)}
code{overflow-wrap:anywhere}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem}
nav.files ul{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;max-width:66rem;margin:1rem auto 0;padding:0 1.25rem}
nav.files a{display:block;padding:.45rem .9rem;border:1px solid var(--rule);border-radius:.4rem;background:var(--panel);text-decoration:none}
nav.files a:hover,nav.files a:focus-visible{text-decoration:underline;border-color:var(--accent)}
footer{border-top:1px solid var(--rule);margin-top:3rem;padding-top:1rem;padding-bottom:3rem}
.frame section{border:0;margin-top:0;padding-top:1rem}
.frame footer{margin-top:1rem;padding-top:.5rem;padding-bottom:1rem}
@media print{:root{--paper:#fff;--panel:#f6f7f9;--ink:#000;--muted:#444;--grid:#ddd;--rule:#bbb;--accent:#000;--target:#666;
--line-0:#1d5fb4;--line-1:#b4480f;--line-2:#23784a;--line-3:#8a3fa0;--line-4:#a8305f;--line-5:#5b6b00;--line-6:#00727f;--line-7:#6a4a32}
body{font-size:10pt}main,header,footer{max-width:none;padding-left:0;padding-right:0}.skip,nav.files{display:none}
h2,caption,figcaption{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}.scroll{overflow:visible}}
`;
