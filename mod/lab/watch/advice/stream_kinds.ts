import type { SocketId, WatchCall } from "../watch_event.ts";
import type { AdviceKind } from "./advice_kind.ts";
import { callText, timeText, whoText } from "./calls.ts";
import { isEnd, isReceive, isSend, processOf } from "../call_kinds.ts";
import { howTo } from "./words.ts";

/** `recv` has returned nothing, and the program reads on and on. */
export const endIgnored: AdviceKind = {
  topic: "half-close",
  watch: () => {
    const ends = new Map<SocketId, { count: number; first: number; at: number }>();
    return (event, index, state) => {
      if (event.type !== "call" || event.socket === undefined || event.unfinished) return;
      if (!isEnd(event)) {
        return void (isReceive(event) || event.call === "close" ? ends.delete(event.socket) : 0);
      }
      const seen = ends.get(event.socket) ?? { count: 0, first: index, at: event.at };
      ends.set(event.socket, { ...seen, count: seen.count + 1 });
      if (seen.count + 1 !== ENDS) return;
      const how = howTo("end", state.language(event.lane));
      const [call, at] = [callText(event), timeText(seen.at)];
      return {
        lane: event.lane,
        socket: event.socket,
        call: seen.first,
        message: {
          en:
            `${call} returned 0 at ${at.en}: ${
              whoText(event)
            } has said everything. The program has called it ` +
            `${ENDS} times since, and would for ever: ${how.en}.`,
          fr:
            `${call} a renvoyé 0 à ${at.fr} : ${
              whoText(event)
            } a tout dit. Le programme l'a rappelé ${ENDS} fois ` +
            `depuis, et le ferait sans fin : ${how.fr}.`,
        },
      };
    };
  },
};

/** Some libraries ask once or twice more. */
const ENDS = 5;

/** `send` has taken a part, and the rest was never sent. */
export const shortSend: AdviceKind = {
  topic: "back-pressure",
  watch: () => {
    const short = new Map<SocketId, { call: WatchCall; index: number; missing: number }>();
    return (event, index, state) => {
      if (event.type !== "call" || event.socket === undefined || event.unfinished) return;
      const { socket, length, wanted } = event;
      if (isSend(event) && event.transport === "tcp") {
        if (length !== undefined && wanted !== undefined && length < wanted) {
          short.set(socket, { call: event, index, missing: wanted - length });
        } else if (length !== undefined || event.errno !== undefined) short.delete(socket);
        return;
      }
      const ends = event.call === "shutdown"
        ? /WR/.test(event.arguments)
        : event.call === "close" && event.last;
      const seen = short.get(socket);
      if (!ends || seen === undefined) return;
      short.delete(socket);
      const how = howTo("send_all", state.language(event.lane));
      const [call, at] = [callText(seen.call), timeText(seen.call.at)];
      return {
        lane: seen.call.lane,
        socket,
        call: seen.index,
        message: {
          en:
            `${call} took ${seen.call.length} bytes at ${at.en}; the other ${seen.missing} were never sent, ` +
            `and the connection was ended: ${how.en}.`,
          fr:
            `${call} a pris ${seen.call.length} octets à ${at.fr} ; les ${seen.missing} autres n'ont jamais été ` +
            `envoyés, et la connexion a été terminée : ${how.fr}.`,
        },
      };
    };
  },
};

/** Each byte by a call of its own. */
export const oneByteReads: AdviceKind = {
  topic: "framing",
  watch: () => {
    const runs = new Map<SocketId, { count: number; first: number; at: number }>();
    return (event, index, state) => {
      if (event.type !== "call" || event.socket === undefined || event.unfinished || !isReceive(event)) {
        return;
      }
      if (event.transport === "udp" || event.wanted !== 1 || event.length !== 1) {
        return void runs.delete(event.socket);
      }
      const run = runs.get(event.socket) ?? { count: 0, first: index, at: event.start };
      runs.set(event.socket, { ...run, count: run.count + 1 });
      if (run.count + 1 !== SINGLE) return;
      const how = howTo("buffer", state.language(event.lane));
      const at = timeText(run.at);
      return {
        lane: event.lane,
        socket: event.socket,
        call: run.first,
        message: {
          en: `${event.call}(1), ${SINGLE} times from ${at.en} on: each byte costs a system call; ${how.en}.`,
          fr:
            `${event.call}(1), ${SINGLE} fois à partir de ${at.fr} : chaque octet coûte un appel système ; ${how.fr}.`,
        },
      };
    };
  },
};

/** So many bytes in a row are no header of a few bytes. */
const SINGLE = 40;

/** A program is ended by SIGPIPE. */
export const endedByPipe: AdviceKind = {
  topic: "half-close",
  watch: () => {
    const failed = new Map<string, { call: WatchCall; index: number }>();
    return (event, index, state) => {
      if (event.type === "call" && isSend(event) && event.errno !== undefined) {
        failed.set(processOf(event.lane), { call: event, index });
      }
      if (event.type !== "end" || event.signal !== "SIGPIPE") return;
      const seen = failed.get(processOf(event.lane));
      if (seen === undefined) return;
      const how = howTo("break", state.language(event.lane));
      const at = timeText(seen.call.at);
      return {
        lane: event.lane,
        ...(seen.call.socket === undefined ? {} : { socket: seen.call.socket }),
        call: seen.index,
        message: {
          en:
            `${seen.call.call} at ${at.en} wrote to ${
              whoText(seen.call)
            }, which had closed: SIGPIPE ended the ` +
            `whole program; ${how.en}.`,
          fr:
            `${seen.call.call} à ${at.fr} a écrit à ${
              whoText(seen.call)
            }, qui avait fermé : SIGPIPE a terminé tout ` +
            `le programme ; ${how.fr}.`,
        },
      };
    };
  },
};
