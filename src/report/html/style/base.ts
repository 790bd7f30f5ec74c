/** Page, type and links. System fonts only: the page must look right without a network. */
export const BASE = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth;scroll-padding-top:56px}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:2px}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
code{font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
p{margin:0 0 12px;max-width:72ch}
.page{max-width:1180px;margin:0 auto;padding:0 32px 64px}
.muted{color:var(--muted)}
.small{font-size:13px}
.nowrap{white-space:nowrap}
.number{text-align:right;white-space:nowrap}
h1{font-size:30px;line-height:1.15;letter-spacing:-.015em;margin:0;font-weight:680}
h2{font-size:21px;line-height:1.25;letter-spacing:-.01em;margin:0 0 4px;font-weight:660}
h3{font-size:15px;margin:24px 0 8px;font-weight:650}
section{margin-top:52px;padding-top:20px;border-top:2px solid var(--ink)}
main>section:first-child{margin-top:22px;border-top:0;padding-top:0}
section>.lead{color:var(--muted);margin-bottom:18px}
nav{position:sticky;top:0;z-index:2;background:var(--page);border-bottom:1px solid var(--line);margin-top:28px}
nav ul{display:flex;gap:22px;list-style:none;margin:0;padding:0;overflow-x:auto;scrollbar-width:none}
nav a{display:block;padding:11px 0;color:var(--muted);text-decoration:none;white-space:nowrap;font-size:14px}
nav a:hover{color:var(--ink)}
details{border-top:1px solid var(--line);padding:10px 0}
details:last-of-type{border-bottom:1px solid var(--line)}
summary{cursor:pointer;font-weight:600}
summary .muted{font-weight:400}
details[open]>summary{margin-bottom:12px}
footer{margin-top:64px;padding-top:16px;border-top:1px solid var(--line);color:var(--muted);font-size:13px}
.note-list{margin:0;padding:0;list-style:none;max-width:80ch}
.note-list li{padding:8px 0 8px 16px;border-left:3px solid var(--inconclusive);margin-bottom:8px;background:var(--panel)}
.skip{position:absolute;left:-999px}
.skip:focus{left:8px;top:8px;background:var(--page);padding:8px;z-index:3}
@media(max-width:700px){
.page{padding:0 16px 48px}
h1{font-size:25px}
section{margin-top:40px}
}`
