/** Charts. Colours come from the scheme; waiting is hatched, so that it reads without colour and on paper. */
export const PLOT = `
.plot{display:block;overflow:visible}
.plot text{font-size:12px;fill:var(--muted)}
.machine{fill:var(--machine)}
.people{fill:var(--people)}
.waiting{fill:url(#hatch)}
.detect{fill:var(--detect)}.decide{fill:var(--decide)}.act{fill:var(--act)}.verify{fill:var(--verify)}
.succeeded{fill:var(--machine)}.self-healed{fill:var(--verify)}.blocked{fill:var(--waiting)}.rolled-back{fill:var(--people)}.failed-outcome{fill:var(--fail)}
.hatch-line{stroke:var(--waiting);stroke-width:2.2}
.hatch-ground{fill:var(--panel)}
.grid{stroke:var(--line);stroke-width:1}
.axis{stroke:var(--outline);stroke-width:1}
.bin{fill:var(--machine);stroke:var(--page);stroke-width:1}
.small-multiple .bin{stroke:none}
.mark{stroke:var(--ink);stroke-width:1.5}
.mark.target,.mark.published-mark{stroke:var(--fail);stroke-dasharray:4 3}
.mark.published-mark{stroke:var(--muted)}
.plot .mark-label{fill:var(--ink);paint-order:stroke;stroke:var(--page);stroke-width:4px}
.band{fill:var(--band)}
.band-edge{stroke:var(--pass);stroke-width:1;stroke-dasharray:2 2}
.zero{stroke:var(--ink);stroke-width:1}
.whisker,.point{fill:var(--ink)}
.whisker.pass,.point.pass{fill:var(--pass)}
.whisker.fail,.point.fail{fill:var(--fail)}
.whisker.inconclusive,.point.inconclusive{fill:var(--inconclusive)}
.point{stroke:var(--page);stroke-width:1.5}
.published{fill:var(--page);stroke:var(--ink);stroke-width:1.5}
.job{fill:var(--quiet);stroke:var(--outline);stroke-width:.75}
.job.critical{fill:var(--machine);stroke:none}
.job~.step{pointer-events:none}
.job.failed{stroke:var(--fail);stroke-width:1.5}
.failure-end{fill:var(--fail)}
.queued{fill:var(--outline)}
.cut{stroke:var(--page);stroke-width:2}
.event{stroke:var(--ink);stroke-width:1.25;stroke-dasharray:3 3}
.flag{fill:var(--ink)}
.plot .flag-label{fill:var(--page);font-weight:700;font-size:11px}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;margin:8px 0 0;padding:0;font-size:13px;color:var(--muted)}
.legend+.scroll{margin-top:16px}
.legend svg{vertical-align:-2px;margin-right:6px}
.legend b{color:var(--ink);font-weight:600}
.minutes{display:grid;grid-template-columns:fit-content(190px) minmax(0,1fr) max-content;gap:7px 14px;align-items:center;margin:0}
.minutes>div{display:contents}
.minutes dt{font-size:14px;min-width:0;overflow-wrap:anywhere}
.minutes dd{margin:0;min-width:0}
.minutes .number{font-size:14px}
.sides{display:grid;gap:3px}
.side{display:grid;grid-template-columns:1fr 76px;gap:12px;align-items:center;line-height:1.2}
.side .plot{height:13px}
.pair-minutes{grid-template-columns:fit-content(190px) minmax(0,1fr);gap:11px 14px}
@media(min-width:701px){.forest td:nth-child(3){width:50%;min-width:160px}}
.forest td,.forest tbody th{vertical-align:middle}
.gantt-chart{display:grid;grid-template-columns:176px minmax(0,1fr);gap:0 12px;align-items:center;font-size:13px}
.gantt-chart .stage{line-height:1.2;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.gantt-chart .small{font-size:12px}
.gantt-chart .row{border-bottom:1px solid var(--line);min-width:0}
.marks{margin:6px 0 0;padding:0 0 0 20px;font-size:13px;color:var(--muted)}
.small-multiple{display:grid;grid-template-columns:190px minmax(0,1fr);gap:4px 16px;align-items:center;font-size:14px}
.matrix{display:grid;grid-template-columns:fit-content(200px) minmax(0,1fr) minmax(0,1fr);gap:2px;max-width:560px;font-size:14px}
.matrix div{background:var(--panel);padding:12px 14px}
.matrix{margin-bottom:20px}
.matrix .cell-name{display:block}
.matrix .head{background:none;color:var(--muted);padding:4px 10px 4px 0}
.matrix b{display:block;font-size:22px;letter-spacing:-.02em}
@media(max-width:700px){
.gantt-chart,.small-multiple{grid-template-columns:minmax(0,1fr)}
.gantt-chart .stage{padding-top:6px}
.gantt-chart .row{border:0}
.minutes{display:block}
.minutes>div{display:grid;grid-template-columns:1fr max-content;gap:2px 12px;margin-bottom:10px}
.minutes dd.bar-cell{grid-area:2/1/3/3}
.matrix{grid-template-columns:1fr 1fr}
.matrix .corner,.matrix .row-head{grid-column:1/3}
.matrix .corner{display:none}
}`
