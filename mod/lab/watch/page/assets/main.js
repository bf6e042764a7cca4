import { oncePerFrame } from "../../../../http/assets/frames.js";
import { byId } from "./element.js";
import { timeText } from "./event_words.js";
import { exportsOf, titleOf } from "./exports.js";
import { FeedLink } from "./feed_link.js";
import { findRow, parseFind } from "./find.js";
import { onKeys } from "./keys.js";
import { Intake } from "./intake.js";
import { LadderView } from "./ladder_view.js";
import { onDrop, readLines } from "./open_file.js";
import { Narrowing } from "./narrowing.js";
import { Player } from "./player.js";
import { Recording } from "./recording.js";
import { ShownPanel } from "./shown_panel.js";
import { SidePanels } from "./side_panels.js";
import { StreamView } from "./stream_view.js";
import { TEXTS } from "./texts.js";

/** A call that has waited so long is one to go to, seconds. */
const WAIT = 0.05;
/** Rows that Page Up and Page Down go. */
const PAGE = 10;

const recording = new Recording();
const player = new Player(recording);
const narrowing = new Narrowing(recording);
const intake = new Intake(recording);
const filterField = /** @type {HTMLInputElement} */ (byId("filter"));
const findField = /** @type {HTMLInputElement} */ (byId("find"));
/** The state of the connection, or what else the recording comes from. */
let source = TEXTS.connecting;
/** What the reader was told last. */
let notice = "";

const draw = oncePerFrame(() => drawAll());
const panels = new SidePanels(draw);
const ladder = new LadderView(
  {
    box: byId("ladder"),
    space: byId("space"),
    rows: /** @type {SVGSVGElement} */ (/** @type {unknown} */ (byId("rows"))),
    heads: /** @type {SVGSVGElement} */ (/** @type {unknown} */ (byId("heads"))),
  },
  recording,
  player,
  {
    choose: (row) => move(() => player.goTo(row)),
    scrolledAway: () => player.pause(),
    chooseLane: (lane) => setFilter(`lane:${/\s/.test(lane) ? `"${lane}"` : lane}`),
    draw,
  },
);
const stream = new StreamView(recording, {
  choice: /** @type {HTMLSelectElement} */ (byId("direction")),
  verdict: byId("verdict"),
  box: byId("stream-box"),
  space: byId("stream-space"),
  svg: /** @type {SVGSVGElement} */ (/** @type {unknown} */ (byId("stream"))),
}, { go, draw });
const panel = new ShownPanel(recording, player, { panels, stream, go });

/** Takes lines of the recording. @param {string[]} lines */
function take(lines) {
  intake.take(lines);
  draw();
}

/** Begins anew with a file. @param {File} file */
async function open(file) {
  intake.clear();
  [notice, source] = ["", TEXTS.opened + " (" + file.name + ")"];
  narrowing.zoomed = undefined;
  feed.close();
  player.follow();
  filterField.value = "";
  if (!await readLines(file, take)) notice = TEXTS.tooLarge;
  else if (recording.events.length === 0) notice = TEXTS.notARecording;
  else player.goTo(0);
  draw();
}

/** Goes somewhere, which ends the following. @param {() => void} act */
function move(act) {
  notice = "";
  act();
  const { row } = player;
  if (row !== undefined && panels.shown === "stream") stream.choose(row.event);
  draw();
}

/** Goes to an event. @param {number} event */
function go(event) {
  move(() => {
    const row = recording.rowOf(event);
    if (recording.timeline.indexOf(row) < 0) clearFilter();
    player.goTo(recording.timeline.placeOf(row));
  });
}

function togglePause() {
  if (player.isFollowing) player.pause();
  else {
    player.follow();
    notice = "";
  }
  draw();
}

/** @param {string} typed */
function setFilter(typed) {
  filterField.value = typed;
  applyFilter();
}

function clearFilter() {
  narrowing.zoomed = undefined;
  setFilter("");
}

function applyFilter() {
  notice = "";
  const { row } = player;
  ladder.showsOnlyFound = narrowing.apply(filterField.value);
  if (row !== undefined && !player.isFollowing) player.goTo(recording.timeline.placeOf(row));
  draw();
}

/** Shows only what happened while the call waits on which one stands. */
function zoom() {
  const wait = narrowing.zoomOn(player.row);
  if (wait === undefined) {
    notice = TEXTS.noWait;
    return draw();
  }
  player.pause();
  applyFilter();
  notice = TEXTS.zoomed(timeText(wait.span), wait.call, wait.lane);
  player.goTo(0);
  draw();
}

function leaveZoom() {
  const { zoomed } = narrowing;
  if (zoomed === undefined) return clearFilter();
  narrowing.zoomed = undefined;
  notice = "";
  applyFilter();
  go(zoomed);
}

/** @param {1 | -1} way */
function nextWait(way) {
  move(() => {
    if (!player.goToWait(way, WAIT)) notice = TEXTS.noWait;
  });
}

/** @param {1 | -1} way */
function findNext(way) {
  const isIt = parseFind(findField.value);
  if (isIt === undefined) return findField.focus();
  const at = findRow(recording, isIt, player.index, way);
  if (at < 0) {
    notice = TEXTS.notFound;
    return draw();
  }
  move(() => player.goTo(at));
}

function toggleBig() {
  const isBig = document.documentElement.classList.toggle("big");
  byId("big").setAttribute("aria-pressed", String(isBig));
  draw();
}

function toggleWide() {
  const isWide = document.documentElement.classList.toggle("wide");
  byId("wide").setAttribute("aria-pressed", String(isWide));
  draw();
}

function toggleLater() {
  ladder.hidesLater = !ladder.hidesLater;
  byId("later").setAttribute("aria-pressed", String(ladder.hidesLater));
  if (ladder.hidesLater) player.pause();
  draw();
}

/** @param {string} id */
function dialog(id) {
  return /** @type {HTMLDialogElement} */ (byId(id));
}

function drawAll() {
  ladder.draw();
  const { timeline, events } = recording;
  byId("what").textContent = titleOf(recording);
  const count = timeline.isFiltered
    ? TEXTS.filtered(timeline.shown.length, timeline.all.length)
    : TEXTS.events(Math.max(0, events.length - 1));
  byId("state").textContent = [
    source,
    count,
    player.isFollowing || player.behind === 0 ? "" : TEXTS.behind(player.behind),
    recording.left > 0 ? TEXTS.full(recording.left) : "",
    intake.skipped > 0 ? TEXTS.skipped(intake.skipped) : "",
  ].filter((each) => each !== "").join(" · ");
  byId("notice").textContent = notice;
  byId("pause").textContent = player.isFollowing ? TEXTS.pause : TEXTS.follow;
  byId("zoom-out").hidden = narrowing.zoomed === undefined && !timeline.isFiltered;
  byId("empty").hidden = timeline.shown.length > 0;
  byId("advice-count").textContent = recording.advice.length === 0 ? "" : ` ${recording.advice.length}`;
  panel.draw();
}

const feed = new FeedLink({
  heard: take,
  state: (state) => {
    source = TEXTS[state];
    draw();
  },
});

/** @type {Readonly<Record<string, () => void>>} */
const BUTTONS = {
  pause: togglePause,
  back: () => move(() => player.step(-1)),
  step: () => move(() => player.step(1)),
  "next-wait": () => nextWait(1),
  zoom,
  "zoom-out": leaveZoom,
  "find-next": () => findNext(1),
  later: toggleLater,
  wide: toggleWide,
  big: toggleBig,
  export: () => dialog("export-dialog").showModal(),
  open: () => byId("file").click(),
  help: () => dialog("keys-dialog").showModal(),
};
for (const [id, act] of Object.entries(BUTTONS)) byId(id).addEventListener("click", act);
for (const [id, act] of Object.entries(exportsOf(recording, ladder, () => intake.lines))) {
  byId(id).addEventListener("click", async () => {
    await act();
    dialog("export-dialog").close();
  });
}
filterField.addEventListener("input", applyFilter);
byId("find-form").addEventListener("submit", (event) => {
  event.preventDefault();
  findNext(1);
});
byId("file").addEventListener("change", ({ target }) => {
  const input = /** @type {HTMLInputElement} */ (target);
  if (input.files?.[0] !== undefined) open(input.files[0]);
  input.value = "";
});
onDrop(open);
onKeys({
  " ": togglePause,
  ArrowRight: BUTTONS.step,
  ArrowDown: BUTTONS.step,
  ArrowLeft: BUTTONS.back,
  ArrowUp: BUTTONS.back,
  PageDown: () => move(() => player.step(PAGE)),
  PageUp: () => move(() => player.step(-PAGE)),
  Home: () => move(() => player.goTo(0)),
  End: () => move(() => player.follow()),
  w: () => nextWait(1),
  W: () => nextWait(-1),
  z: zoom,
  Escape: leaveZoom,
  f: () => filterField.focus(),
  "/": () => findField.focus(),
  n: () => findNext(1),
  N: () => findNext(-1),
  h: toggleLater,
  l: toggleWide,
  b: toggleBig,
  e: BUTTONS.export,
  o: BUTTONS.open,
  "?": BUTTONS.help,
  1: () => panels.show("event"),
  2: () => panels.show("queues"),
  3: () => showStream(),
  4: () => panels.show("waits"),
  5: () => panels.show("advice"),
});
addEventListener("resize", draw);

function showStream() {
  panels.show("stream");
  if (player.row !== undefined) stream.choose(player.row.event);
}

feed.open();
draw();
