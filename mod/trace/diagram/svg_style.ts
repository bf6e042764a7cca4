/** Colours that can be read on light and on dark paper, 4.5 to 1 at least; printed, always light. */
const LIGHT = "--paper: #ffffff; --ink: #1b1f24; --quiet: #5d666f; --data: #0757b0; --connect: #1a7f37; " +
  "--end: #9a5b00; --reset: #c4232f;";
const DARK = "--paper: #0d1117; --ink: #e6edf3; --quiet: #9aa4ae; --data: #6cb2ff; --connect: #56d364; " +
  "--end: #e3b341; --reset: #ff7b72;";

const KINDS = ["data", "connect", "end", "reset"].map((kind) =>
  `line.${kind}, .tip.${kind}, path.wait.${kind} { stroke: var(--${kind}); } .tip.${kind} { fill: var(--${kind}); }
text.${kind} { fill: var(--${kind}); }`
).join("\n");

/** The picture's style sheet; the sizes of its texts are those of `FONTS`. */
export const STYLE = `<style>
svg { ${LIGHT}
  font: 13px ui-sans-serif, system-ui, "DejaVu Sans", sans-serif; max-width: 100%; height: auto; }
@media screen and (prefers-color-scheme: dark) { svg { ${DARK} } }
.paper { fill: var(--paper); }
text { fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.heading { font-size: 16px; font-weight: 600; } .name { font-weight: 600; }
.time, .note, .wait { font-size: 11px; } .time, .note { fill: var(--quiet); } .time { font-variant-numeric: tabular-nums; }
.lane, .halo { fill: none; stroke: var(--quiet); stroke-width: 2; } .halo { stroke: var(--paper); stroke-width: 9; }
.head { fill: var(--paper); stroke: var(--quiet); stroke-width: 1.5; } .unseen { stroke-dasharray: 3 5; }
.dot { fill: var(--ink); } .dot.error, .dot.reset { fill: var(--reset); }
path.wait { fill: none; stroke-width: 2; stroke-dasharray: 2 4; } line.reset, .tip.reset { stroke-width: 2; }
.carried { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 12px; }
${KINDS}
</style>`;
