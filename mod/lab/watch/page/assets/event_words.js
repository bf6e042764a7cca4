import { callKind } from "./call_kind.js";
import { TEXTS } from "./texts.js";

/** A time with so many digits: `0.512`, in French `0,512`. @param {number} seconds @param {number} [digits] */
export function timeText(seconds, digits = 3) {
  return seconds.toFixed(digits).replace(".", TEXTS.decimal);
}

/** How long something took, as people say it: `0.512 s`, `1.2 ms`, `40 µs`. @param {number} seconds */
export function spanText(seconds) {
  if (seconds < 0.0005) return Math.round(seconds * 1e6) + " µs";
  if (seconds < 0.01) return (seconds * 1000).toFixed(1).replace(".", TEXTS.decimal) + " ms";
  return TEXTS.seconds(timeText(seconds));
}

/**
 * The words beside the mark of an event: the name of the call, and what matters of it.
 *
 * @param {import("./recording.js").WatchEvent} event
 * @param {"begins" | "happens"} part
 * @returns {string}
 */
export function eventText(event, part) {
  switch (event.type) {
    case "call":
      return callText(event, part);
    case "lane":
      return TEXTS.appears;
    case "end":
      return [
        TEXTS.ended,
        event.signal ?? (event.code === undefined ? "" : TEXTS.exitCode(event.code)),
      ].filter((each) => each !== "").join(" · ");
    case "signal":
      return event.signal + (event.from === undefined ? "" : " ← " + event.from);
    case "output":
      return event.stream + " " + JSON.stringify(shorten(event.text, 30));
    case "note":
      return document.documentElement.lang === "fr" ? event.message.fr : event.message.en;
    default:
      return event.type;
  }
}

/** @param {import("./recording.js").WatchCall} call @param {"begins" | "happens"} part */
function callText(call, part) {
  const { call: name, errno, length, local, arguments: given, unfinished } = call;
  const kind = callKind(call);
  const goesOut = kind === "send" || kind === "connect" || kind === "shutdown" || kind === "close";
  if (part === "begins" && (!goesOut || unfinished)) return name + " …";
  if (kind === "failed") return name + ": " + errno;
  if (errno !== undefined) return name + " · " + errno;
  if (part === "happens" && goesOut && call.at - call.start >= 0.005) {
    return name + " ✓ " + spanText(call.at - call.start);
  }
  const waited = part === "happens" && call.at - call.start >= 0.005
    ? " · " + spanText(call.at - call.start)
    : "";
  if (kind === "send" || kind === "receive") return name + " " + TEXTS.bytes(length ?? 0) + waited;
  if (kind === "heard-end") return name + ": " + TEXTS.endOfStream + waited;
  if (kind === "listen") return TEXTS.listens + (local === undefined ? "" : " " + local);
  if (kind === "shutdown") return "shutdown: " + TEXTS.halfClose;
  if (kind === "other" || kind === "wait") {
    return (given === "" ? name : name + " " + shorten(given, 26)) + waited;
  }
  return name + waited;
}

/** @param {string} text @param {number} most */
export function shorten(text, most) {
  const letters = [...text];
  return letters.length <= most ? text : letters.slice(0, most - 1).join("") + "…";
}
