import type { Text } from "../../../i18n/text.ts";
import type { SocketId, WatchCall } from "../watch_event.ts";
import type { AdviceKind } from "./advice_kind.ts";
import { callText, timeText, whoText } from "./calls.ts";
import { dataOf, isReceive, isSend, processOf } from "../call_kinds.ts";
import { failureOfCode } from "../../../net/errors/failed_call.ts";
import { howTo } from "./words.ts";

/**
 * Bytes that a waiting peer got only after the system's timer for acknowledgements: Nagle's algorithm (RFC 9293
 * §3.7.4) holds a small segment back until the one before is acknowledged, and the receiver delays that
 * acknowledgement, having nothing to send (§3.8.6.3). Both ends have to be watched: the receiver was waiting all the
 * time, so nothing else can have kept the bytes.
 */
export const heldBack: AdviceKind = {
  topic: "framing",
  watch: () => {
    const sends = new Map<SocketId, { end: number; at: number; call: WatchCall; index: number }[]>();
    let times = 0;
    return (event, index, state) => {
      if (
        event.type !== "call" || event.socket === undefined || event.unfinished || event.transport !== "tcp"
      ) return;
      if (!event.length) return;
      const facts = state.socket(event.socket);
      if (isSend(event)) {
        const list = sends.get(event.socket) ?? [];
        list.push({ end: facts.sent + event.length, at: event.at, call: event, index });
        if (list.length > KEPT) list.shift();
        sends.set(event.socket, list);
        return;
      }
      const peer = event.peer ?? facts.peer;
      if (!isReceive(event) || peer === undefined) return;
      const list = sends.get(peer) ?? [];
      const place = list.findIndex(({ end }) => end > facts.received);
      const [before, sent] = [list[place - 1], list[place]];
      if (sent === undefined || before === undefined || state.socket(peer).options.has("TCP_NODELAY")) return;
      const delay = event.at - sent.at;
      const waited = event.start < sent.at + SOON;
      // the one before must have come by itself, and the peer must not have answered in between
      if (!waited || delay < DELAY[0] || delay > DELAY[1] || sent.at - before.at > DELAY[0]) return;
      if (sent.end - before.end > SEGMENT) return;
      // once may be a machine that was busy
      if (++times < TWICE) return;
      const how = howTo("at_a_time", state.language(sent.call.lane));
      const [at, late] = [timeText(sent.at), timeText(delay)];
      return {
        lane: sent.call.lane,
        socket: peer,
        call: sent.index,
        message: {
          en:
            `${
              callText(sent.call)
            } at ${at.en} arrived ${late.en} later, at a peer that was waiting: after the small ` +
            `send before it, the system held it back until an acknowledgement that the peer's system delayed (Nagle); ${how.en}.`,
          fr:
            `${
              callText(sent.call)
            } à ${at.fr} est arrivé ${late.fr} plus tard, chez un pair qui attendait : après le ` +
            `petit envoi précédent, le système l'a retenu jusqu'à un accusé de réception que le système d'en face ` +
            `retardait (Nagle) ; ${how.fr}.`,
        },
      };
    };
  },
};

const KEPT = 64;
const TWICE = 2;
/** Seconds between which a delayed acknowledgement comes: 40 ms on Linux (TCP_DELACK_MIN). */
const DELAY = [0.035, 0.06] as const;
/** Seconds in which a call is told that was there before. */
const SOON = 0.001;
/** Bytes that are no full segment on any network. */
const SEGMENT = 1200;

/** Of a datagram, what did not fit into the buffer is lost. */
export const truncatedDatagram: AdviceKind = {
  topic: "framing",
  watch: () => {
    const sent: WatchCall[] = [];
    const full: { call: WatchCall; index: number }[] = [];
    return (event, index) => {
      if (
        event.type !== "call" || event.transport !== "udp" || event.unfinished || event.length === undefined
      ) return;
      if (isSend(event)) keep(sent, event);
      else if (isReceive(event) && event.socket !== undefined && event.length === event.wanted) {
        if (event.length > 0) keep(full, { call: event, index });
      } else return;
      // Of two processes the one that receives may be seen first.
      const cut = full.flatMap((received) => {
        const whole = wholeOf(received.call, sent);
        return whole === undefined ? [] : [{ ...received, whole }];
      })[0];
      if (cut === undefined) return;
      full.splice(full.findIndex(({ index }) => index === cut.index), 1);
      return { lane: cut.call.lane, socket: cut.call.socket!, call: cut.index, message: cutText(cut) };
    };
  },
};

function keep<Kept>(list: Kept[], one: Kept): void {
  list.push(one);
  if (list.length > KEPT) list.shift();
}

/** The datagram of which a call has taken the beginning; undefined where one of just that length was sent, too. */
function wholeOf(received: WatchCall, sent: readonly WatchCall[]): WatchCall | undefined {
  const port = portOf(received.local);
  if (port === undefined) return undefined;
  const got = dataOf(received);
  const there = sent.filter(({ remote }) => portOf(remote) === port);
  if (there.some((each) => each.length === received.length && dataOf(each) === got)) return undefined;
  return there.find((each) => each.length! > received.length! && dataOf(each).startsWith(got));
}

function cutText({ call, whole }: { call: WatchCall; whole: WatchCall }): Text {
  const at = timeText(call.at);
  const lost = whole.length! - call.length!;
  return {
    en:
      `${callText(call)} at ${at.en} took ${call.length} bytes of a datagram of ${whole.length}; the other ` +
      `${lost} are lost: a datagram comes whole or cut, so give it 65535 bytes of room.`,
    fr:
      `${callText(call)} à ${at.fr} a pris ${call.length} octets d'un datagramme de ${whole.length} ; les ` +
      `${lost} autres sont perdus : un datagramme arrive entier ou coupé, donnez-lui 65535 octets de place.`,
  };
}

/** Closed with bytes unread, the peer gets a reset, and what was sent to it may be lost. */
export const resetByClose: AdviceKind = {
  topic: "half-close",
  watch: () => {
    const closed = new Map<SocketId, { call: WatchCall; index: number; unread: number }>();
    return (event, index, state) => {
      if (
        event.type !== "call" || event.socket === undefined || event.unfinished || event.transport !== "tcp"
      ) return;
      const facts = state.socket(event.socket);
      const peer = event.peer ?? facts.peer;
      if (event.call === "close" && event.last && peer !== undefined) {
        const unread = state.socket(peer).sent - facts.received;
        if (unread > 0) closed.set(event.socket, { call: event, index, unread });
        return;
      }
      const seen = peer === undefined ? undefined : closed.get(peer);
      if (seen === undefined || event.errno === undefined || failureOfCode(event.errno) !== "reset") return;
      closed.delete(peer!);
      const at = timeText(seen.call.at);
      return {
        lane: seen.call.lane,
        socket: seen.call.socket!,
        call: seen.index,
        message: {
          en:
            `close at ${at.en} with ${seen.unread} bytes unread: ${
              whoText(seen.call)
            } got a reset instead of an end ` +
            `of stream (${event.call}: ECONNRESET), and what was on its way to it is lost; read to the end first, or ` +
            `shutdown for writing and then read.`,
          fr:
            `close à ${at.fr} avec ${seen.unread} octets non lus : ${
              whoText(seen.call)
            } a reçu un RST au lieu d'une ` +
            `fin de flux (${event.call} : ECONNRESET), et ce qui était en route vers lui est perdu ; lisez d'abord ` +
            `jusqu'à la fin, ou faites shutdown en écriture puis lisez.`,
        },
      };
    };
  },
};

/** What one call has received is answered as if it were one line, no more and no less. */
export const messageByCall: AdviceKind = {
  topic: "framing",
  watch: () => {
    interface Heard {
      readonly call: WatchCall;
      readonly index: number;
      answered: string;
    }
    /** What a connection has received last, and what was sent since. */
    const heard = new Map<SocketId, Heard>();
    /** How often a process has answered a whole line with a whole line. */
    const exchanges = new Map<string, number>();
    const isServer = new Set<string>();
    return (event, index, state) => {
      if (event.type !== "call" || event.socket === undefined || event.transport !== "tcp") return;
      const process = processOf(event.lane);
      if (event.call === "accept") isServer.add(event.socket);
      if (!isServer.has(event.socket)) return;
      if (isSend(event) && event.length !== undefined) {
        const last = heard.get(event.socket);
        if (last !== undefined) last.answered += dataOf(event);
        return;
      }
      if (!isReceive(event)) return;
      const last = heard.get(event.socket);
      heard.delete(event.socket);
      if (event.length && !event.unfinished) heard.set(event.socket, { call: event, index, answered: "" });
      if (last === undefined || last.answered === "") return;
      const [asked, answered] = [linesIn(dataOf(last.call)), linesIn(last.answered)];
      const known = exchanges.get(process) ?? 0;
      if (asked.whole === 1 && answered.whole === 1 && !asked.rest && !answered.rest) {
        exchanges.set(process, known + 1);
        return;
      }
      const glued = asked.whole > 1 && !asked.rest && answered.whole === 1 && !answered.rest &&
        event.unfinished;
      const cut = asked.whole === 0 && asked.rest && answered.whole === 1 && !answered.rest;
      if (known < ANSWERED || (!glued && !cut)) return;
      const how = howTo("line", state.language(event.lane));
      const [call, at] = [callText(last.call), timeText(last.call.at)];
      return {
        lane: last.call.lane,
        socket: event.socket,
        call: last.index,
        message: glued
          ? {
            en:
              `${call} at ${at.en} brought ${asked.whole} lines at once, and one was answered: what a call brings is ` +
              `no message; ${how.en}.`,
            fr:
              `${call} à ${at.fr} a apporté ${asked.whole} lignes d'un coup, et une seule a eu sa réponse : ce qu'un ` +
              `appel apporte n'est pas un message ; ${how.fr}.`,
          }
          : {
            en:
              `${call} at ${at.en} brought ${last.call.length} bytes without a line end, and they were answered as a ` +
              `whole line: what a call brings is no message; ${how.en}.`,
            fr:
              `${call} à ${at.fr} a apporté ${last.call.length} octets sans fin de ligne, et ils ont eu la réponse ` +
              `d'une ligne entière : ce qu'un appel apporte n'est pas un message ; ${how.fr}.`,
          },
      };
    };
  },
};

/** So often a line was answered by a line before that is taken for the protocol. */
const ANSWERED = 2;

function linesIn(text: string): { whole: number; rest: boolean } {
  const pieces = text.split("\n");
  return { whole: pieces.length - 1, rest: pieces.at(-1) !== "" };
}

function portOf(address: string | undefined): string | undefined {
  return /:(\d+)$/.exec(address ?? "")?.[1];
}
