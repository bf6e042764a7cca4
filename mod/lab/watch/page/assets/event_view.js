import { arrowsAt } from "./arrows.js";
import { bytesOf, byteText, lettersOf } from "./bytes.js";
import { callKind } from "./call_kind.js";
import { button, element } from "./element.js";
import { eventText, spanText, timeText } from "./event_words.js";
import { TEXTS } from "./texts.js";

/**
 * @typedef {import("./recording.js").Recording} Recording
 * @typedef {import("./timeline.js").Row} Row
 */

/** The bytes that are shown of a call. */
const SHOWN = 512;
/** The calls that are named as those that sent its bytes, or took them. */
const LINKS = 20;

/**
 * Everything that is known of an event.
 *
 * @param {Recording} recording
 * @param {Row} row
 * @param {{ go: (event: number) => void }} events
 * @returns {Node[]}
 */
export function eventDetails(recording, row, events) {
  const event = recording.events[row.event];
  const { facts } = TEXTS;
  const lane = recording.lanes.get(recording.laneOf(row.event) ?? "");
  /** @type {[string, string | Node | undefined][]} */
  const rows = [
    [facts.time, TEXTS.seconds(timeText(row.time, 6))],
    [facts.lane, lane?.name],
    [facts.language, lane?.language],
    ...(event.type === "call" ? callFacts(recording, event, row.event, events) : []),
    ...(event.type === "output" ? [/** @type {[string, string]} */ ([facts.output, event.text])] : []),
  ];
  const list = element("dl", {});
  for (const [name, value] of rows) {
    if (value === undefined || value === "") continue;
    list.append(element("dt", {}, name), element("dd", {}, value));
  }
  const advice = (recording.adviceAbout.get(row.event) ?? []).flatMap((index) =>
    adviceText(recording, index)
  );
  return [element("h2", {}, eventText(event, "happens")), ...advice, list, ...bytesShown(event)];
}

/**
 * @param {Recording} recording @param {import("./recording.js").WatchCall} call @param {number} index
 * @param {{ go: (event: number) => void }} events
 * @returns {[string, string | Node | undefined][]}
 */
function callFacts(recording, call, index, events) {
  const { facts } = TEXTS;
  const socket = recording.sockets.get(call.socket ?? "");
  const error = call.errno === undefined
    ? undefined
    : [call.errno, TEXTS.errors[call.errno]].filter(Boolean).join(": ");
  return [
    [facts.call, `${call.call}(${[call.fd ?? "", call.arguments].filter((each) => each !== "").join(", ")})`],
    [
      facts.result,
      call.unfinished ? TEXTS.notReturned : call.result === undefined ? undefined : String(call.result),
    ],
    [facts.error, error],
    [facts.took, call.at > call.start ? spanText(call.at - call.start) : undefined],
    [facts.socket, call.socket],
    [facts.state, socket === undefined ? undefined : recording.sockets.stateAt(socket, call.at)],
    [facts.local, call.local ?? socket?.local],
    [facts.remote, call.remote ?? socket?.remote],
    [facts.moved, call.length === undefined ? undefined : movedText(call)],
    [facts.came, cameFrom(recording, call, index, events)],
    [facts.went, wentTo(recording, call, index, events)],
  ];
}

/** @param {import("./recording.js").WatchCall} call */
function movedText({ length = 0, wanted }) {
  return wanted === undefined || wanted === length ? TEXTS.bytes(length) : TEXTS.partOf(length, wanted);
}

/** @param {Recording} recording @param {import("./recording.js").WatchCall} call @param {number} index @param {{ go: (event: number) => void }} events */
function cameFrom(recording, call, index, events) {
  if (callKind(call) !== "receive") return undefined;
  const socket = recording.sockets.get(call.socket ?? "");
  const datagram = recording.datagramFrom.get(index);
  if (datagram !== undefined) {
    return links(recording, [{ event: datagram, text: TEXTS.bytes(call.length ?? 0) }], events);
  }
  const peer = recording.sockets.get(socket?.peer ?? "");
  const own = socket?.received.all.find(({ event }) => event === index);
  if (peer === undefined || own === undefined) return undefined;
  return links(
    recording,
    peer.sent.within(own.from, own.to, LINKS).map(({ event, from, to }) => ({
      event,
      text: TEXTS.partOf(Math.min(to, own.to) - Math.max(from, own.from), to - from),
    })),
    events,
  );
}

/** @param {Recording} recording @param {import("./recording.js").WatchCall} call @param {number} index @param {{ go: (event: number) => void }} events */
function wentTo(recording, call, index, events) {
  if (callKind(call) !== "send") return undefined;
  const takes = arrowsAt(recording, index).flatMap(({ taken, bytes = 0 }) =>
    taken === undefined ? [] : [{ event: taken, text: TEXTS.partOf(bytes, call.length ?? 0) }]
  );
  return takes.length === 0 ? TEXTS.nobody : links(recording, takes, events);
}

/** @param {Recording} recording @param {{ event: number, text: string }[]} all @param {{ go: (event: number) => void }} events */
function links(recording, all, events) {
  return element(
    "span",
    { class: "links" },
    ...all.slice(0, LINKS).map(({ event, text }) =>
      button(
        `${recording.laneOf(event)} ${timeText(recording.rowOf(event).time)} · ${text}`,
        () => events.go(event),
      )
    ),
  );
}

/**
 * A piece of advice, and where more is told.
 *
 * @param {Recording} recording @param {number} index
 * @returns {Node[]}
 */
export function adviceText(recording, index) {
  const event = recording.events[index];
  if (event.type !== "advice") return [];
  const { message, topic } = event;
  const text = element(
    "p",
    { class: "advice" },
    document.documentElement.lang === "fr" ? message.fr : message.en,
  );
  if (topic !== undefined) text.append(` ${TEXTS.more} `, element("code", {}, `netlab help ${topic}`));
  return [text];
}

/** @param {import("./recording.js").WatchEvent} event @returns {Node[]} */
function bytesShown(event) {
  if (event.type !== "call" || event.data === undefined) return [];
  const bytes = bytesOf(event.data).subarray(0, SHOWN);
  const lines = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = bytes.subarray(at, at + 16);
    const hex = [...part].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const text = [...part].map((byte) => byteText(byte).length === 1 ? byteText(byte) : ".").join("");
    lines.push(`${at.toString(16).padStart(4, "0")}  ${hex.padEnd(47)}  ${text}`);
  }
  const more = (event.length ?? 0) > bytes.length ? "…" : "";
  const pre = element("pre", { tabindex: "0", "aria-label": TEXTS.facts.data });
  pre.textContent = lines.join("\n") + (more === "" ? "" : "\n" + more);
  const text = element("p", { class: "bytes" }, lettersOf(bytes).map(({ text }) => text).join("") + more);
  return [text, pre];
}
