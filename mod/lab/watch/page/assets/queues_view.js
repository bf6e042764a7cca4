import { element } from "./element.js";
import { queuesSeen, queuesWorkedOut } from "./queues_at.js";
import { timeText } from "./event_words.js";
import { TEXTS } from "./texts.js";

/** Bytes that make a whole bar: what a receive queue holds by default on Linux is about so much. */
const FULL = 128 * 1024;
/** Sockets that are shown at once. */
const MOST = 100;

/**
 * The kernel's queues, and the state of each socket, at a time.
 *
 * @param {import("./recording.js").Recording} recording
 * @param {number} time seconds
 * @returns {Node[]}
 */
export function queuesShown(recording, time) {
  const seen = queuesSeen(recording, time, MOST + 1);
  const worked = queuesWorkedOut(recording, time, MOST + 1);
  if (worked.length === 0 && (seen === undefined || seen.kept.length === 0)) {
    return [element("p", { class: "quiet" }, TEXTS.noSockets)];
  }
  return [
    ...list(recording, TEXTS.queuesWorkedOut, worked, time),
    ...(seen === undefined ? [] : list(recording, TEXTS.queuesSeen(timeText(seen.at)), seen.kept, time)),
  ];
}

/** @param {import("./recording.js").Recording} recording @param {string} title @param {import("./queues_at.js").Kept[]} kept @param {number} time @returns {Node[]} */
function list(recording, title, kept, time) {
  const ordered = kept.slice(0, MOST).sort((a, b) =>
    Number(b.backlog !== undefined) - Number(a.backlog !== undefined)
  );
  return [
    element("h2", {}, title),
    element("ul", { class: "queues" }, ...ordered.map((each) => socketShown(recording, each, time))),
    ...(kept.length > MOST ? [element("p", { class: "quiet" }, TEXTS.moreSockets)] : []),
  ];
}

/** @param {import("./recording.js").Recording} recording @param {import("./queues_at.js").Kept} kept @param {number} time */
function socketShown(recording, kept, time) {
  const socket = recording.sockets.get(kept.socket ?? "");
  const state = kept.state ?? (socket === undefined ? undefined : recording.sockets.stateAt(socket, time)) ??
    "";
  const ends = [kept.local, kept.remote].filter((each) => each !== undefined && each !== "").join(" ↔ ");
  const title = element(
    "p",
    {},
    element("b", {}, kept.socket ?? TEXTS.accepted),
    " ",
    element("span", { class: "state" }, state),
  );
  const bars = kept.backlog !== undefined
    ? [
      bar(TEXTS.syn, kept.syn ?? 0, Math.max(kept.limit ?? 5, kept.syn ?? 0), String(kept.syn ?? 0)),
      bar(
        TEXTS.backlog,
        kept.backlog,
        Math.max(kept.limit ?? 5, kept.backlog),
        kept.limit === undefined ? String(kept.backlog) : `${kept.backlog} / ${kept.limit}`,
      ),
    ]
    : [
      bar(TEXTS.receiveQueue, kept.receive, FULL, TEXTS.bytes(kept.receive)),
      bar(TEXTS.sendQueue, kept.send, FULL, TEXTS.bytes(kept.send)),
    ];
  return element("li", {}, title, element("p", { class: "ends" }, ends), ...bars);
}

/** A queue as a bar: even a single byte is seen. @param {string} name @param {number} value @param {number} most @param {string} text */
function bar(name, value, most, text) {
  const meter = element("span", { class: value > 0 ? "bar busy" : "bar" });
  const filled = element("span", {});
  filled.style.width = value === 0 ? "0" : `${Math.max(4, Math.min(100, 100 * scaled(value, most)))}%`;
  meter.append(filled);
  return element(
    "p",
    { class: "queue" },
    element("span", { class: "label" }, name),
    meter,
    element("span", {}, text),
  );
}

/** Few are counted, many bytes are seen by their order of magnitude. @param {number} value @param {number} most */
function scaled(value, most) {
  return most < 1000 ? value / most : Math.log(value + 1) / Math.log(most + 1);
}
