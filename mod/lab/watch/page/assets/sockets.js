import { ByteRanges } from "./byte_ranges.js";

/** The most sockets that are kept. */
const MOST_SOCKETS = 50_000;

/**
 * @typedef {object} Socket
 * @property {string} id
 * @property {string} lane who had to do with it first
 * @property {string} [local]
 * @property {string} [remote]
 * @property {string} [transport]
 * @property {string} [peer] the other end, where it is watched, too
 * @property {string} [listener] where it was accepted
 * @property {boolean} isListening
 * @property {number} [connected] the events of its life: `connect`
 * @property {number} [accepted]
 * @property {number} [finished] what sent its FIN
 * @property {number} [heardEnd] the receive that found the end of the stream
 * @property {{ at: number, state: string }[]} states in order of time
 * @property {ByteRanges} sent
 * @property {ByteRanges} received
 */

/** The sockets of a recording, and which two are the ends of one connection. */
export class Sockets {
  /** @type {Map<string, Socket>} */
  all = new Map();
  /** The last socket without a peer that has these two addresses. @type {Map<string, Socket>} */
  #byEnds = new Map();
  /** By address. @type {Map<string, Socket>} */
  #listening = new Map();

  /** @param {string} id @returns {Socket | undefined} */
  get(id) {
    return this.all.get(id);
  }

  /**
   * Takes what an event tells of a socket.
   *
   * @param {string} id
   * @param {{ lane?: string, local?: string, remote?: string, peer?: string, listener?: string, transport?: string }} what
   * @returns {Socket | undefined} undefined when there are too many
   */
  see(id, { lane = "", local, remote, peer, listener, transport }) {
    const socket = this.all.get(id) ?? this.#add(id, lane);
    if (socket === undefined) return undefined;
    socket.local = local ?? socket.local;
    socket.remote = remote ?? socket.remote;
    socket.transport = transport ?? socket.transport;
    socket.listener = listener ?? socket.listener;
    if (socket.lane === "") socket.lane = lane;
    if (peer !== undefined && socket.peer === undefined) this.#pair(socket, peer);
    if (socket.peer === undefined && socket.transport !== "udp") this.#findPeer(socket);
    return socket;
  }

  /** @param {import("../../watch_event.ts").WatchState} event @param {number} index */
  setState(event, index) {
    const socket = this.see(event.socket, event);
    if (socket === undefined) return;
    socket.states.push({ at: event.at, state: event.state });
    if (event.state === "listen") this.listens(socket);
    void index;
  }

  /** @param {Socket} socket */
  listens(socket) {
    socket.isListening = true;
    if (socket.local !== undefined) this.#listening.set(socket.local, socket);
  }

  /** Its FIN is sent by an event, if it was not before. @param {string} id @param {number} event @param {string} lane */
  finish(id, event, lane) {
    const socket = this.see(id, { lane });
    if (socket !== undefined) socket.finished ??= event;
  }

  /**
   * Who answers at an address.
   *
   * @param {string | undefined} address
   * @returns {Socket | undefined}
   */
  listenerAt(address) {
    if (address === undefined) return undefined;
    const port = address.replace(/^.*:/, ":");
    return this.#listening.get(address) ?? this.#listening.get("0.0.0.0" + port) ??
      this.#listening.get("[::]" + port);
  }

  /** The state of a socket at a time. @param {Socket} socket @param {number} time @returns {string | undefined} */
  stateAt({ states }, time) {
    return states.findLast(({ at }) => at <= time)?.state;
  }

  /** @param {string} id @param {string} lane */
  #add(id, lane) {
    if (this.all.size >= MOST_SOCKETS) return undefined;
    /** @type {Socket} */
    const socket = {
      id,
      lane,
      isListening: false,
      states: [],
      sent: new ByteRanges(),
      received: new ByteRanges(),
    };
    this.all.set(id, socket);
    return socket;
  }

  /** @param {Socket} socket @param {string} peer */
  #pair(socket, peer) {
    const other = this.all.get(peer) ?? this.#add(peer, "");
    if (other === undefined || other === socket) return;
    socket.peer = other.id;
    other.peer ??= socket.id;
  }

  /** A port may be used again: only what has no peer yet can be one. @param {Socket} socket */
  #findPeer(socket) {
    const { local, remote } = socket;
    if (local === undefined || remote === undefined || socket.isListening) return;
    const other = this.#byEnds.get(`${remote} ${local}`);
    if (other === undefined || other === socket || other.peer !== undefined) {
      this.#byEnds.set(`${local} ${remote}`, socket);
      return;
    }
    this.#byEnds.delete(`${remote} ${local}`);
    this.#pair(socket, other.id);
  }
}
