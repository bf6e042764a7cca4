import { failureOfCode } from "../../../net/errors/failed_call.ts";
import type { SocketId, WatchCall, WatchedLane } from "../watch_event.ts";
import type { AdviceKind } from "./advice_kind.ts";
import { timeText, whoText } from "./calls.ts";
import { isEnd, isReceive, isReset, processOf } from "../call_kinds.ts";
import { howTo } from "./words.ts";

/** A port that is only resting, and the option that takes it all the same was not set. */
export const restingAddress: AdviceKind = {
  topic: "sockets",
  watch: () => (event, index, state) => {
    if (
      event.type !== "call" || event.call !== "bind" || failureOfCode(event.errno ?? "") !== "address_in_use"
    ) return;
    const { socket, lane } = event;
    const port = Number(/:(\d+)$/.exec(event.arguments)?.[1]);
    if (socket === undefined || !(port > 0) || event.transport !== "tcp") return;
    if (state.socket(socket).options.has("SO_REUSEADDR")) return;
    if (state.isWatchedListener(port) || state.system.listens(port)) return; // somebody has it: no option helps
    const how = howTo("reuse", state.language(lane));
    const at = timeText(event.at);
    return {
      lane,
      socket,
      call: index,
      message: {
        en:
          `bind at ${at.en}: port ${port} is in use, though nobody listens there: an earlier connection of it is ` +
          `still in TIME-WAIT. ${capital(how.en)}.`,
        fr:
          `bind à ${at.fr} : le port ${port} est pris, bien que personne n'y écoute : une connexion d'avant y est ` +
          `encore en TIME-WAIT. ${capital(how.fr)}.`,
      },
    };
  },
};

/** Connections that are over and stay open. */
export const neverClosed: AdviceKind = {
  topic: "half-close",
  watch: () => {
    /** Connections that a process has accepted and not closed, and how many it has accepted since they were over. */
    const open = new Map<
      string,
      { lane: WatchedLane; call: WatchCall; over?: { index: number; at: number; since: number } }
    >();
    return (event, index, state) => {
      if (event.type === "end") {
        for (const [key, { lane }] of open) if (lane === event.lane) open.delete(key);
        return;
      }
      if (
        event.type !== "call" || event.socket === undefined || event.errno !== undefined || event.unfinished
      ) return;
      const lane = processOf(event.lane);
      if (event.call === "close") return void open.delete(`${lane} ${event.socket}`);
      if (isEnd(event) || isReset(event)) {
        // the end may be read by a child: the parent's descriptor keeps the connection open all the same
        for (const [key, each] of open) {
          if (key.endsWith(` ${event.socket}`)) each.over ??= { index, at: event.at, since: 0 };
        }
        return;
      }
      if (event.call !== "accept" || event.errno !== undefined) return;
      const mine = [...open.values()].filter((each) => each.lane === lane);
      for (const each of mine) if (each.over !== undefined) each.over.since++;
      open.set(`${lane} ${event.socket}`, { lane, call: event });
      const left = mine.filter(({ over }) => (over?.since ?? 0) >= ROUNDS);
      const [first] = left;
      if (first?.over === undefined || left.length < LEFT) return;
      const how = howTo("close", state.language(lane));
      const at = timeText(first.over.at);
      return {
        lane,
        socket: first.call.socket!,
        call: first.over.index,
        message: {
          en: `the connection from ${whoText(first.call)} was over at ${at.en} and is still open, one of ` +
            `${left.length} that are: each keeps a descriptor, until there are none left; ${how.en}.`,
          fr: `la connexion de ${whoText(first.call)} était finie à ${at.fr} et reste ouverte, comme ` +
            `${
              left.length === 2 ? "une autre" : `${left.length - 1} autres`
            } : chacune prend un descripteur, jusqu'à ce qu'il n'y en ait plus ; ${how.fr}.`,
        },
      };
    };
  },
};

/** How many connections, over for how many later ones, are no delay of a collector any more. */
const [LEFT, ROUNDS] = [2, 2];

/** Children that have ended and that nobody waits for. */
export const zombies: AdviceKind = {
  topic: "modes",
  watch: () => {
    interface Ended {
      readonly parent: WatchedLane;
      readonly pid: number;
      readonly index: number;
      readonly at: number;
      rounds: number;
    }
    const parents = new Map<WatchedLane, { parent: WatchedLane; pid: number }>();
    const ended = new Map<number, Ended>();
    return (event, index, state) => {
      if (event.type === "lane" && event.parent !== undefined && event.tid === undefined) {
        parents.set(event.lane, { parent: processOf(event.parent), pid: event.pid });
      } else if (event.type === "end" && parents.has(event.lane)) {
        const child = parents.get(event.lane)!;
        ended.set(child.pid, { ...child, index, at: event.at, rounds: 0 });
      } else if (event.type === "call" && event.call === "wait" && (event.result ?? 0) > 0) {
        ended.delete(event.result!);
      } else if (
        event.type === "call" && event.call === "accept" && !event.unfinished && event.errno === undefined
      ) {
        const mine = [...ended.values()].filter(({ parent }) => parent === processOf(event.lane));
        for (const each of mine) each.rounds++;
        const left = mine.filter(({ rounds, pid }) => rounds >= ROUNDS + 1 && state.system.isZombie(pid));
        const [first] = left;
        if (first === undefined || left.length < LEFT) return;
        const how = howTo("wait", state.language(event.lane));
        const at = timeText(first.at);
        return {
          lane: processOf(event.lane),
          call: first.index,
          message: {
            en:
              `process ${first.pid} ended at ${at.en}, and nobody has waited for it: it and ${
                left.length === 2 ? "another" : `${left.length - 1} others`
              } ` +
              `are zombies, each an entry in the system's table of processes; ${how.en}.`,
            fr:
              `le processus ${first.pid} a fini à ${at.fr}, et personne ne l'a attendu : lui et ${
                left.length === 2 ? "un autre" : `${left.length - 1} autres`
              } ` +
              `sont des zombies, chacun une ligne dans la table des processus du système ; ${how.fr}.`,
          },
        };
      }
      return undefined;
    };
  },
};

/** The one thread listens to one client, while others wait to be accepted. */
export const servesOneAtATime: AdviceKind = {
  topic: "backlog",
  watch: () => {
    const backlogs = new Map<SocketId, number>();
    const listeners = new Map<WatchedLane, SocketId>();
    const sharers = new Map<SocketId, Set<WatchedLane>>();
    return (event, _, state) => {
      if (event.type === "call" && event.call === "accept" && event.listener !== undefined) {
        const process = processOf(event.lane);
        listeners.set(process, event.listener);
        sharers.set(event.listener, (sharers.get(event.listener) ?? new Set()).add(process));
      }
      if (event.type === "queues") {
        backlogs.clear();
        for (const { socket, backlog } of event.sockets) {
          if (socket !== undefined && backlog !== undefined && backlog > 0) backlogs.set(socket, backlog);
        }
      }
      if (backlogs.size === 0) return;
      for (const [lane, { call, index }] of state.waiting) {
        const listener = listeners.get(processOf(lane));
        const backlog = backlogs.get(listener ?? "");
        if (listener === undefined || backlog === undefined || sharers.get(listener)!.size > 1) continue;
        if (!isReceive(call) || call.socket === undefined || event.at - call.start < LONG) continue;
        const others = [...state.waiting].some(([other, { call }]) =>
          other !== lane && processOf(other) === processOf(lane) && !isReceive(call)
        );
        if (others) continue;
        const how = howTo("at_once", state.language(lane));
        const at = timeText(call.start);
        return {
          lane,
          socket: call.socket,
          call: index,
          message: {
            en: `${call.call} waits since ${at.en} for ${whoText(call)}, while ${backlog} ` +
              `${
                backlog === 1 ? "client waits" : "clients wait"
              } to be accepted: one client at a time is served; ${how.en}.`,
            fr: `${call.call} attend ${whoText(call)} depuis ${at.fr}, pendant que ${backlog} ` +
              `${backlog === 1 ? "client attend" : "clients attendent"} d'être accepté${
                backlog === 1 ? "" : "s"
              } : ` +
              `un seul client est servi à la fois ; ${how.fr}.`,
          },
        };
      }
      return undefined;
    };
  },
};

/** Seconds. */
const LONG = 1;

/** No more connections fit into the queue. */
export const backlogFull: AdviceKind = {
  topic: "backlog",
  watch: () => {
    const full = new Map<
      SocketId,
      { since: number; index: number; backlog: number; limit: number; local: string }
    >();
    const listens = new Map<SocketId, { lane: WatchedLane; index: number }>();
    return (event, index) => {
      if (event.type === "call" && event.call === "listen" && event.socket !== undefined) {
        listens.set(event.socket, { lane: event.lane, index });
      }
      if (event.type === "queues") {
        const now = new Set<SocketId>();
        for (const { socket, backlog, limit, local } of event.sockets) {
          // Linux lets one more in than it was told (sk_acceptq_is_full)
          if (socket === undefined || backlog === undefined || limit === undefined || backlog <= limit) {
            continue;
          }
          now.add(socket);
          if (!full.has(socket)) full.set(socket, { since: event.at, index, backlog, limit, local });
        }
        for (const socket of full.keys()) if (!now.has(socket)) full.delete(socket);
      }
      for (const [socket, { since, backlog, limit, local }] of full) {
        const listen = listens.get(socket);
        if (event.at - since < FULL || listen === undefined) continue;
        const at = timeText(since);
        return {
          lane: listen.lane,
          socket,
          call: listen.index,
          message: {
            en:
              `since ${at.en} ${backlog} connections wait at ${local}, and listen(${limit}) keeps no more: further ` +
              `clients are not answered, and try again after a second, then after two more; accept sooner, or listen ` +
              `with a longer queue.`,
            fr:
              `depuis ${at.fr}, ${backlog} connexions attendent à ${local}, et listen(${limit}) n'en garde pas plus : ` +
              `les clients suivants n'ont pas de réponse, et réessaient après une seconde, puis deux de plus ; acceptez ` +
              `plus tôt, ou donnez à listen une file plus longue.`,
          },
        };
      }
      return undefined;
    };
  },
};

/** Seconds. */
const FULL = 0.3;

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
