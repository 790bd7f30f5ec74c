/** Tables: hairlines, numbers to the right, each in its own scrolling container; the headline becomes cards on a phone. */
export const TABLE = `
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:14px}
th{font-weight:600;text-align:left;color:var(--muted);font-size:12.5px;padding:6px 14px 6px 0;border-bottom:1px solid var(--outline);vertical-align:bottom}
td{padding:8px 14px 8px 0;border-bottom:1px solid var(--line);vertical-align:top}
th.group{color:var(--ink);font-size:14px;border-bottom:0;padding-bottom:0}
.pairs th.group:nth-child(3),.pairs td:nth-child(5),.pairs thead tr+tr th:nth-child(5){padding-left:18px;border-left:1px solid var(--line)}
.pairs th.group:nth-child(2){padding-left:18px}
@media(min-width:701px){.pairs tbody th{white-space:nowrap}}
th.number{text-align:right}
th:last-child,td:last-child{padding-right:0}
tbody th{color:var(--ink);font-size:14px;border-bottom:1px solid var(--line);vertical-align:top;font-weight:600;padding-top:8px;padding-bottom:8px}
td.plot-cell{min-width:150px;width:30%;vertical-align:middle}
.figure b{font-weight:650}
.interval-text{color:var(--muted);white-space:nowrap;font-size:13px}
.chip{display:inline-block;padding:1px 9px 1px 7px;border-radius:999px;border:1px solid currentColor;font-size:12.5px;font-weight:600;white-space:nowrap;line-height:1.5}
.chip.pass{color:var(--pass)}
.chip.fail{color:var(--fail)}
.chip.inconclusive{color:var(--inconclusive)}
.chip.not{background:var(--fail);color:var(--page);border-color:var(--fail)}
.tag{display:inline-block;font-size:12px;line-height:1.5;padding:0 6px;border-radius:3px;background:var(--panel);color:var(--muted);white-space:nowrap}
.tag.tuned{color:var(--inconclusive);font-weight:600}
.wide{min-width:720px}
.wider{min-width:940px}
.told td:last-child{min-width:260px}
.bars td,.bars tbody th{padding-top:5px;padding-bottom:5px;vertical-align:middle}
.bars tbody th{font-weight:500;width:26%}
.constants code{font-size:12.5px}
.constants tbody th{min-width:190px;font-weight:500}
.constants td:nth-child(2){min-width:120px}
.causes td,.causes tbody th{white-space:nowrap;width:auto}
.causes td:nth-child(5){width:26%}
.headline td,.headline tbody th{vertical-align:middle}
.cell-goal,.cell-published{white-space:nowrap}
@media(max-width:700px){
.ways td:nth-child(3),.ways th:nth-child(3){display:none}
.headline thead{position:absolute;left:-9999px}
.headline,.headline tbody{display:block}
.headline tr{display:grid;grid-template-columns:1fr auto;gap:2px 12px;padding:12px 0;border-bottom:1px solid var(--line)}
.headline td,.headline tbody th{border:0;padding:0;text-align:left;width:auto}
.headline .cell-label{grid-area:1/1}
.headline .cell-verdict{grid-area:1/2;text-align:right}
.headline .cell-figure{grid-area:2/1/3/3;font-size:17px}
.headline .cell-plot{grid-area:3/1/4/3}
.headline .cell-published{grid-area:4/1}
.headline .cell-goal{grid-area:4/2;text-align:right}
.headline .cell-published:before{content:"published ";color:var(--muted)}
.headline .cell-goal:before{content:"target ";color:var(--muted)}
.headline .absent{display:none}
.constants,.constants tbody{display:block;min-width:0}
.constants thead{position:absolute;left:-9999px}
.constants tr{display:block;padding:10px 0;border-bottom:1px solid var(--line)}
.constants td,.constants tbody th{display:block;border:0;padding:0 0 2px;width:auto}
.constants td:nth-child(2){font-weight:600}
.forest,.forest tbody{display:block;min-width:0}
.forest thead{position:absolute;left:-9999px}
.forest tr{display:grid;grid-template-columns:1fr auto;gap:2px 12px;padding:8px 0;border-bottom:1px solid var(--line)}
.forest td,.forest tbody th{border:0;padding:0;width:auto}
.forest td:nth-child(3){grid-area:2/1/3/3}
.forest td:nth-child(4){grid-area:3/1/4/3;text-align:left}
.forest td:nth-child(4):before{content:"of what it was: ";color:var(--muted)}
}`
