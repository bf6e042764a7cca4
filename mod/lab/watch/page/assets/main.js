import { oncePerFrame } from "../../../../http/assets/frames.js";
import { adviceText, eventDetails } from "./event_view.js";
import { hasWaited } from "./call_kind.js";
import { button, byId, element } from "./element.js";
import { eventText, spanText, timeText } from "./event_words.js";
import { FeedLink } from "./feed_link.js";
import { filterRows, parseFilter } from "./filter.js";
import { findRow, parseFind } from "./find.js";
import { onKeys } from "./keys.js";
import { LadderView } from "./ladder_view.js";
import { onDrop, readLines } from "./open_file.js";
import { pictureOfPixels, pictureSvg, saveAs } from "./picture_file.js";
import { Player } from "./player.js";
import { queuesShown } from "./queues_view.js";
import { readEvent } from "./read_event.js";
import { Recording } from "./recording.js";
import { SidePanels } from "./side_panels.js";
import { StreamView } from "./stream_view.js";
import { TEXTS } from "./texts.js";

/** A call that has waited so long is one to go to, seconds. */
const WAIT = 0.05;
/** The most rows of a picture: of lines, and of pixels. */
const [ROWS_OF_LINES, ROWS_OF_PIXELS] = [2000, 400];
/** Rows that Page Up and Page Down go. */
const PAGE = 10;

const recording = new Recording();
const player = new Player(recording);
const filterField = /** @type {HTMLInputElement} */ (byId("filter"));
const findField = /** @type {HTMLInputElement} */ (byId("find"));
/** The state of the connection, or what else the recording comes from. */
let source = TEXTS.connecting;
/** What the reader was told last. */
let notice = "";
/** Lines that were no events. */
let skipped = 0;
/** The call to whose time the picture is limited. @type {number | undefined} */
let zoomed;
/** The lines as they came, for a file that opens again. @type {string[]} */
let kept = [];

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

/** Takes lines of the recording. @param {string[]} lines */
function take(lines) {
  for (const line of lines) {
    const event = readEvent(line);
    if (event === undefined || (recording.events.length === 0) !== (event.type === "head")) {
      if (line.trim() !== "" && event?.type !== "head") skipped++;
      continue;
    }
    const { length } = recording.events;
    recording.add(event);
    if (recording.events.length > length) kept.push(line);
  }
  draw();
}

/** Begins anew with a file. @param {File} file */
async function open(file) {
  recording.clear();
  [kept, skipped, zoomed, notice, source] = [[], 0, undefined, "", TEXTS.opened + " (" + file.name + ")"];
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
  zoomed = undefined;
  setFilter("");
}

function applyFilter() {
  notice = "";
  const { row } = player;
  const wanted = parseFilter(filterField.value);
  const passes = wanted === undefined ? undefined : filterRows(wanted, recording);
  const range = zoomed === undefined ? undefined : recording.events[zoomed];
  if (range?.type === "call") {
    const [start, end] = [range.start, range.unfinished ? Infinity : range.at];
    recording.timeline.filter((each) => each.time >= start && each.time <= end && (passes?.(each) ?? true));
  } else recording.timeline.filter(passes);
  ladder.showsOnlyFound = passes !== undefined;
  if (row !== undefined && !player.isFollowing) player.goTo(recording.timeline.placeOf(row));
  draw();
}

/** Shows only what happened while the call waits on which one stands. */
function zoom() {
  const { row } = player;
  const event = row === undefined ? undefined : recording.events[row.event];
  if (row === undefined || event?.type !== "call" || !hasWaited(event)) {
    notice = TEXTS.noWait;
    return draw();
  }
  player.pause();
  zoomed = row.event;
  applyFilter();
  const span = event.unfinished ? recording.duration - event.start : event.at - event.start;
  notice = TEXTS.zoomed(timeText(span), event.call, event.lane);
  player.goTo(0);
  draw();
}

function leaveZoom() {
  if (zoomed === undefined) return clearFilter();
  const event = zoomed;
  zoomed = undefined;
  notice = "";
  applyFilter();
  go(event);
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

/** @param {number} most rows */
function picture(most) {
  const { first } = ladder.seen;
  const begin = recording.timeline.shown.length <= most ? 0 : first;
  return ladder.picture(begin, Math.min(recording.timeline.shown.length, begin + most));
}

/** The name of a file, without its end. */
function fileName() {
  return "netlab-watch-" + (recording.head?.started ?? "").replace(/[^\dT]/g, "").slice(0, 15);
}

function title() {
  return recording.head?.programs.map(({ name }) => name).join(" · ") ?? "netlab";
}

/** @type {Readonly<Record<string, () => void | Promise<void>>>} */
const EXPORTS = {
  "export-svg": () => {
    const svg = pictureSvg(picture(ROWS_OF_LINES), title());
    saveAs(fileName() + ".svg", new Blob([svg], { type: "image/svg+xml" }));
  },
  "export-png": async () => {
    const all = picture(ROWS_OF_PIXELS);
    const blob = await pictureOfPixels(pictureSvg(all, title()), all.width, all.head + all.height);
    if (blob !== null) saveAs(fileName() + ".png", blob);
  },
  "export-json": () => {
    const shown = [...new Set(recording.timeline.shown.map(({ event }) => event))].map((index) =>
      recording.events[index]
    );
    saveAs(fileName() + ".json", new Blob([JSON.stringify(shown, null, 1)], { type: "application/json" }));
  },
  "export-lines": () => {
    saveAs(fileName() + ".jsonl", new Blob([kept.join("\n") + "\n"], { type: "application/jsonl" }));
  },
};

function drawAll() {
  ladder.draw();
  const { row } = player;
  const { timeline, events } = recording;
  byId("what").textContent = title();
  const count = timeline.isFiltered
    ? TEXTS.filtered(timeline.shown.length, timeline.all.length)
    : TEXTS.events(Math.max(0, events.length - 1));
  byId("state").textContent = [
    source,
    count,
    player.isFollowing || player.behind === 0 ? "" : TEXTS.behind(player.behind),
    recording.left > 0 ? TEXTS.full(recording.left) : "",
    skipped > 0 ? TEXTS.skipped(skipped) : "",
  ].filter((each) => each !== "").join(" · ");
  byId("notice").textContent = notice;
  byId("pause").textContent = player.isFollowing ? TEXTS.pause : TEXTS.follow;
  byId("zoom-out").hidden = zoomed === undefined && !timeline.isFiltered;
  byId("empty").hidden = timeline.shown.length > 0;
  byId("advice-count").textContent = recording.advice.length === 0 ? "" : ` ${recording.advice.length}`;
  drawPanel(row);
}

/** What the panel was drawn for, to leave alone what still holds. */
let drawnPanel = "";

/** @param {import("./timeline.js").Row | undefined} row */
function drawPanel(row) {
  const name = panels.shown;
  const { advice, waits, queues } = recording;
  const what = {
    event: `${row?.event} ${row?.part} ${advice.length}`,
    queues: `${player.time} ${queues.length} ${recording.events.length}`,
    stream: "",
    waits: `${waits.length}`,
    advice: `${advice.length}`,
  }[name];
  if (name === "stream") return stream.draw(row?.event);
  if (`${name} ${what}` === drawnPanel) return;
  drawnPanel = `${name} ${what}`;
  const panel = byId("panel-" + name);
  if (name === "event") {
    panel.replaceChildren(...(row === undefined ? [] : eventDetails(recording, row, { go })));
  } else if (name === "queues") panel.replaceChildren(...queuesShown(recording, player.time));
  else if (name === "waits") panel.replaceChildren(waitList());
  else panel.replaceChildren(...adviceList());
}

/** The calls that have waited longest, the longest first. */
function waitList() {
  const span = (/** @type {number} */ index) => {
    const event = recording.events[index];
    return event.type === "call" ? event.at - event.start : 0;
  };
  const longest = [...recording.waits].sort((a, b) => span(b) - span(a)).slice(0, 100);
  if (longest.length === 0) return element("p", { class: "quiet" }, TEXTS.noWaits);
  return element(
    "ul",
    { class: "links" },
    ...longest.map((index) => {
      const event = recording.events[index];
      const text = event.type === "call" ? `${spanText(span(index))} · ${event.lane} · ${event.call}` : "";
      return element("li", {}, button(text, () => go(index)));
    }),
  );
}

/** @returns {Node[]} */
function adviceList() {
  if (recording.advice.length === 0) return [element("p", { class: "quiet" }, TEXTS.noAdvice)];
  return recording.advice.slice(0, 200).map((index) => {
    const event = recording.events[index];
    const about = event.type === "advice" ? recording.events[event.call] : undefined;
    const item = element("section", {}, ...adviceText(recording, index));
    if (event.type === "advice" && about !== undefined) {
      const text = `${event.lane} · ${timeText(about.at)} · ${eventText(about, "happens")}`;
      item.append(button(text, () => go(event.call)));
    }
    return item;
  });
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
for (const [id, act] of Object.entries(EXPORTS)) {
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
