/** Paper: everything open, nothing sticky, no section torn apart where it can be helped. */
export const PRINT = `
@media print{
/* Paper is as wide as a small tablet: shrink instead of cutting tables off. */
.page{max-width:none;padding:0;zoom:.68}
nav,.skip{display:none}
section{margin-top:24px;break-inside:auto}
h2,h3,summary{break-after:avoid}
tr,.plot,.hero{break-inside:avoid}
.scroll{overflow:visible}
.wide,.wider{min-width:0}
details::details-content{content-visibility:visible;block-size:auto}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}`
