/** An icon to be used as a mask, so that it has the colour of its place. @param shape what is inside the svg */
function icon(shape: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" ` +
    `stroke-width="1.6" stroke-linejoin="round">${shape}</svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

const FOLDER_ICON = icon(
  `<path fill="#000" fill-opacity=".16" d="M3 6.5a1.5 1.5 0 0 1 1.5-1.5h4.6l2 2.5h8.4A1.5 1.5 0 0 1 21 9v8.5a1.5 1.5 0 0 1-1.5 ` +
    `1.5h-15A1.5 1.5 0 0 1 3 17.5z"/>`,
);
const FILE_ICON = icon(
  `<path d="M6 3h8l4.5 4.5V20a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM14 3v4.5h4.5"/>`,
);

/** The one style sheet of the pages: no font, no image, nothing from elsewhere; dark where the reader's system is dark. */
export const LISTING_STYLE = `
:root{color-scheme:light dark;--paper:#fbfaf8;--ink:#1d1d1f;--soft:#6b6a68;--line:#e6e3de;--hover:#f1eee9;--accent:#0a5fb4;--card:#fff;--good:#1d7a3e;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--paper:#17181b;--ink:#ececec;--soft:#9b9a97;--line:#2c2e33;--hover:#212328;--accent:#7ab8ff;--card:#1d1f23;--good:#6fce8f;--bad:#ff8a80}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.25rem 1rem 4rem}
a{color:var(--accent);text-decoration:none}
a:hover{text-decoration:underline}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:6px}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.5rem}
h1{margin:0;font-size:1.35rem;line-height:1.3;font-weight:650;overflow-wrap:anywhere}
h1 a{color:inherit}h1 .sep{color:var(--soft);font-weight:400;padding:0 .3em}
.count{color:var(--soft);margin:.2rem 0 1rem;font-size:.9rem}
.bar{display:flex;gap:.6rem;flex-wrap:wrap;align-items:center;margin-bottom:.9rem}
.bar form{flex:1 1 12rem;margin:0}
input[type=search]{width:100%;min-height:44px;padding:.45rem .9rem;border:1px solid var(--line);border-radius:12px;background:var(--card);color:inherit;font:inherit}
.button{display:inline-flex;align-items:center;justify-content:center;gap:.4rem;min-height:44px;padding:.4rem 1rem;border:1px solid var(--line);border-radius:12px;background:var(--card);color:var(--accent);font:inherit;font-weight:550;cursor:pointer}
.button:hover{background:var(--hover);text-decoration:none}
.card{background:var(--card);border:1px solid var(--line);border-radius:16px;overflow:hidden}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th{font-weight:550;font-size:.82rem;color:var(--soft);text-align:left;border-bottom:1px solid var(--line)}
#files th a{display:block;padding:.65rem 1rem;color:inherit}
#files th[aria-sort] a{color:var(--ink)}
td{padding:0;border-bottom:1px solid var(--line);vertical-align:middle}
#files tr:last-child td{border-bottom:0}
td:first-child{width:100%}
tbody tr:hover{background:var(--hover)}
#files td a{display:flex;gap:.75rem;align-items:center;padding:.7rem 1rem;min-height:48px;color:var(--ink);overflow-wrap:anywhere}
#files td a::before{content:"";flex:none;width:22px;height:22px;background:var(--soft);mask:${FILE_ICON} center/contain no-repeat}
#files td a.folder bdi::after{content:"/"}
#files td a.folder::before{background:var(--accent);mask-image:${FOLDER_ICON}}
td.size,th.size{text-align:right;white-space:nowrap}
td.size,td.date{color:var(--soft);font-size:.9rem;padding:.5rem 1rem;white-space:nowrap}
.empty{padding:2.2rem 1rem;text-align:center;color:var(--soft);margin:0}
.drop{border:2px dashed var(--line);border-radius:16px;padding:1.1rem 1rem;margin:0 0 1rem;text-align:center;background:var(--card)}
.drop.over{border-color:var(--accent);background:var(--hover)}
.drop p{margin:.2rem 0 .7rem;color:var(--soft)}
.drop.big{padding:3rem 1rem}
.drop input[type=file]{max-width:100%;font:inherit;font-size:.9rem;color:var(--soft);margin:.2rem}
.drop input::file-selector-button{min-height:44px;padding:.4rem 1.1rem;margin-right:.8rem;border:0;border-radius:12px;background:var(--accent);color:var(--paper);font:inherit;font-weight:600;cursor:pointer}
.transfers{list-style:none;margin:.8rem 0 0;padding:0;text-align:left}
.transfers:empty{display:none}
.transfers li{padding:.45rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
.transfers progress{width:100%;height:8px;accent-color:var(--accent)}
.transfers .done{color:var(--good)}.transfers .failed{color:var(--bad)}
.readme{padding:1.2rem 1.4rem;margin-top:1.2rem;overflow-wrap:anywhere}
.readme pre{overflow:auto;background:var(--hover);padding:.8rem;border-radius:10px;font-size:.9rem}
.readme pre.plain{background:none;padding:0;white-space:pre-wrap;font:inherit}
.readme code{font-size:.92em}.readme img{max-width:100%}.readme h1,.readme h2{border-bottom:1px solid var(--line);padding-bottom:.3rem}
.readme table{width:auto}.readme td,.readme th{padding:.3rem .7rem;border:1px solid var(--line)}
footer{color:var(--soft);font-size:.82rem;margin-top:1.4rem;text-align:center}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media(max-width:34rem){
main{padding:1rem .75rem 3rem}
#files table,#files thead,#files tbody,#files td{display:block}
#files tbody tr{display:flex;flex-wrap:wrap;position:relative;padding-bottom:.6rem;border-bottom:1px solid var(--line)}
#files tbody tr:last-child{border-bottom:0}
#files td{border-bottom:0}
#files thead tr{display:flex;border-bottom:1px solid var(--line)}
#files th{border-bottom:0}
#files td a{padding-bottom:0;min-height:0}
#files td a::after{content:"";position:absolute;inset:0}
#files td.size,#files td.date{padding:0;font-size:.85rem}
#files td.size{padding-left:calc(22px + 1.75rem)}
#files td.size:not(:empty)::after{content:"\\a0·\\a0"}
}
@media print{.bar,.drop,footer{display:none}}
`.trim();
