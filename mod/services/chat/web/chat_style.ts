/** How the page of a room looks; light or dark as its reader's system is. */
export const CHAT_STYLE = `:root { color-scheme: light dark; font: 16px/1.45 system-ui, sans-serif; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0 auto; max-width: 60rem; height: 100dvh; display: flex; flex-direction: column; }
header, form, #trouble { padding: .5rem .75rem; margin: 0; }
header { display: flex; gap: 1rem; align-items: baseline; border-bottom: 1px solid #8886; }
h1 { font-size: 1.1rem; margin: 0; }
h2 { font-size: .9rem; margin: 0; }
#state { margin: 0; font-size: .9rem; }
#state[data-state=online] { color: light-dark(#0a6b2d, #6fd08c); }
#state[data-state=offline] { color: light-dark(#9d2500, #ffb199); font-weight: bold; }
main { flex: 1; min-height: 0; display: flex; }
#talk { flex: 1; margin: 0; padding: .5rem .75rem; overflow-y: auto; list-style: none; overflow-wrap: anywhere; }
#talk li { padding: .1rem .25rem; white-space: pre-wrap; }
#talk .news, #talk .past { opacity: .75; }
#talk .action { font-style: italic; }
#talk .private { border-left: 3px solid #888; }
#talk .mention { background: light-dark(#fff3b0, #4a4000); }
#talk .error { color: light-dark(#9d2500, #ffb199); }
.name { font-weight: bold; }
aside { width: 12rem; padding: .5rem .75rem; border-left: 1px solid #8886; overflow-y: auto; }
#people { margin: .25rem 0; padding: 0; list-style: none; overflow-wrap: anywhere; }
form { display: flex; gap: .5rem; align-items: center; border-top: 1px solid #8886; }
form label { font-size: .9rem; }
input { flex: 1; min-width: 0; font: inherit; padding: .5rem; }
button { font: inherit; padding: .5rem 1rem; min-height: 2.75rem; }
:focus-visible { outline: 3px solid light-dark(#0b57d0, #8ab4f8); outline-offset: 1px; }
#trouble:empty { display: none; }
#trouble { color: light-dark(#9d2500, #ffb199); }
@media (max-width: 40rem) { aside { display: none; } form label { position: absolute; left: -99rem; } }
`;
