/** The first screen: the figure, whether the target is met, and where the minutes go. */
export const HERO = `
.brand{display:flex;gap:8px 20px;flex-wrap:wrap;justify-content:space-between;align-items:baseline;padding:20px 0 18px;font-size:13px;color:var(--muted)}
.brand b{color:var(--ink);letter-spacing:.02em}
.description{color:var(--muted);margin:6px 0 0}
.hero{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,7fr);gap:24px 48px;margin-top:24px;align-items:start}
.eyebrow{font-size:13px;color:var(--muted);margin:0 0 2px}
.big{font-size:60px;line-height:1;font-weight:700;letter-spacing:-.035em;margin:0;white-space:nowrap}
.big .unit{font-size:.42em;font-weight:600;letter-spacing:0;margin-left:.18em}
.big .arrow{color:var(--muted);font-weight:400;margin:0 .12em;font-size:.7em}
.sure{margin:8px 0 0;color:var(--muted)}
.sure b{color:var(--ink);font-weight:600}
.answer{margin:16px 0 0;padding-left:12px;border-left:4px solid var(--line);max-width:60ch}
.answer.pass{border-color:var(--pass)}
.answer.fail{border-color:var(--fail)}
.answer.inconclusive{border-color:var(--inconclusive)}
.answer strong{font-size:17px}
.answer .pass{color:var(--pass)}
.answer .fail{color:var(--fail)}
.answer .inconclusive{color:var(--inconclusive)}
.answer ul{margin:4px 0 0;padding:0;list-style:none;font-size:14px;color:var(--muted)}
.answer li{margin-top:2px}
@media(max-width:860px){.hero{grid-template-columns:minmax(0,1fr)}}
@media(max-width:700px){.big{font-size:48px}}
@media(max-width:430px){.big.pair{font-size:38px}}`
