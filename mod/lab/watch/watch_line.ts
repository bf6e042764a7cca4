import { msg, ownText } from "../../i18n/message.ts";
import type { Translate } from "../../i18n/locale.ts";
import { inLanguage } from "../../i18n/in_language.ts";
import type { Language } from "../../i18n/text.ts";
import { hexControls, preview } from "../../io/visible_text.ts";
import { sentenceOfCode } from "../../net/errors/failed_call.ts";
import { elapsed } from "../../trace/diagram/words.ts";
import type { WatchCall, WatchEnd, WatchEvent } from "./watch_event.ts";

/** Who reads the lines of a recording. */
export interface WatchReader {
  readonly translate: Translate;
  readonly language: Language;
}

/**
 * An event of a recording as one line for people, as `lab run` tells its own: time since the beginning, lane, call,
 * both addresses, what it moved and for how long it waited.
 *
 * @returns undefined for an event that a line says nothing about: what the kernel's queues hold is for the page, and
 *   what a program writes stands on its own terminal.
 */
export function watchLine(event: WatchEvent, reader: WatchReader): string | undefined {
  const { translate } = reader;
  switch (event.type) {
    case "call":
      // that a thread has begun is told when it does something
      return event.call === "clone"
        ? undefined
        : line(event.at, event.lane, event.call, callFacts(event, translate), translate);
    case "signal":
      return line(
        event.at,
        event.lane,
        event.signal,
        event.from === undefined ? [] : [`pid ${event.from}`],
        translate,
      );
    case "end":
      return line(event.at, event.lane, "exit", endFacts(event, translate), translate);
    case "lane":
      return event.parent === undefined
        ? undefined
        : line(event.at, event.parent, "start", [event.lane], translate);
    case "advice": {
      const more = event.topic === undefined ? "" : ` (netlab help ${event.topic})`;
      return hexControls(
        `${" ".repeat(11)} ! ${event.lane}: ${inLanguage(event.message, reader.language)}${more}`,
      );
    }
    case "note":
      return hexControls(`${" ".repeat(11)} ! ${inLanguage(event.message, reader.language)}`);
    default:
      return undefined;
  }
}

function line(
  at: number,
  lane: string,
  what: string,
  facts: readonly string[],
  translate: Translate,
): string {
  return hexControls(
    [elapsed(at * 1000, translate).padStart(11), lane.padEnd(14), what.padEnd(8), ...facts].join(" ")
      .trimEnd(),
  );
}

function callFacts(call: WatchCall, translate: Translate): string[] {
  return [
    ...placeOf(call),
    ...resultOf(call, translate),
    ...waitOf(call, translate),
  ];
}

/** Both ends, or what the call was given. */
function placeOf({ call, local, remote, arguments: given, fd, socket, listener }: WatchCall): string[] {
  if (call === "socket" || call === "setsockopt") return [...(fd === undefined ? [] : [`fd ${fd}`]), given];
  if (call === "listen") return [local ?? "", ...(given === "" ? [] : [`backlog ${given}`])];
  if (call === "shutdown") return [...ends(local, remote, "->"), given];
  if (socket === undefined) return given === "" ? [] : [given];
  const comes = /^(accept|read|recv)/.test(call);
  const shown = ends(local, listener === socket ? undefined : remote, comes ? "<-" : "->");
  return shown.length === 0 ? [fd === undefined ? "" : `fd ${fd}`] : shown;
}

function ends(local: string | undefined, remote: string | undefined, arrow: string): string[] {
  return [...(local === undefined ? [] : [local]), ...(remote === undefined ? [] : [`${arrow} ${remote}`])];
}

function resultOf(call: WatchCall, translate: Translate): string[] {
  const { errno, length, wanted, data, result } = call;
  if (call.unfinished) return [];
  if (errno !== undefined) return [`${errno} (${translate(ownText(sentenceOfCode(errno)))})`];
  if (length !== undefined) {
    if (length === 0 && wanted !== 0 && /^(recv|read)/.test(call.call) && call.transport !== "udp") {
      return [translate(msg`end of stream`)];
    }
    return [
      wanted === undefined || wanted === length ? `${length} B` : translate(msg`${length} of ${wanted} B`),
      ...(data === undefined ? [] : [preview(bytesOf(data))]),
    ];
  }
  if (result === undefined) return [];
  if (/^(accept|socket)$/.test(call.call)) return [`= fd ${result}`];
  if (/^(fork|clone|wait|poll|select|epoll_wait)$/.test(call.call)) return [`= ${result}`];
  return [];
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** For how long a call kept its thread waiting. */
function waitOf({ at, start, unfinished }: WatchCall, translate: Translate): string[] {
  const time = elapsed((at - start) * 1000, translate);
  if (unfinished) return [translate(msg`… waits`)];
  return at - start < NOTICED ? [] : [translate(msg`after ${time}`)];
}

/** Seconds that a reader wants to know of. */
const NOTICED = 0.005;

function endFacts({ code, signal }: WatchEnd, translate: Translate): string[] {
  if (signal !== undefined) return [translate(msg`ended by ${signal}`)];
  return code === undefined ? [] : [translate(msg`code ${code}`)];
}
