import { entryOf, refusalOf } from "./entry_of.js";
import { Members } from "./members.js";
import { Outbox } from "./outbox.js";
import { Talk } from "./talk.js";
import { TEXTS } from "./texts.js";
import { kindOf, wireLine } from "./wire_line.js";

/**
 * @typedef {import("./room_line.js").RoomLine} RoomLine
 * @typedef {import("./talk.js").Entry} Entry
 * @typedef {import("./outbox.js").Unheard} Unheard
 */

/** The room shows a sign of life so often, seconds. */
const ALIVE = 2;
/** What is asked for of the past at once. */
const EARLIER = 200;

/**
 * What a tab keeps over a reload.
 *
 * @typedef {object} SavedRoom
 * @property {string} name
 * @property {string} secret
 * @property {string} room
 * @property {number} seq
 * @property {Entry[]} entries
 * @property {Unheard[]} unheard
 */

/**
 * The room as this page knows it: what was said, who is here, what of ours was said. It takes lines in and
 * gives lines out, and knows neither the network nor the screen.
 *
 * The room numbers its messages, so that after a lost connection we ask for those after the last that we have. It
 * also counts our lines and tells how far it has them, by a secret by which it knows us again.
 */
export class RoomModel {
  talk = new Talk();
  members = new Members();
  outbox = new Outbox();
  ownName = "";
  /** What the room is about; empty when nobody has said it. */
  topic = "";
  /** Whether the welcome was the last that we heard. */
  #isWelcomed = false;
  isIn = false;
  #secret = newSecret();
  /** The room in whose count {@linkcode RoomModel.#seq} is. */
  #room = "";
  /** What was said up to there is not asked for at a return. */
  #seq = 0;
  /** The first and the last message in the log. */
  #firstSeq = Infinity;
  #lastSeq = 0;
  /** How many of our lines the room was sent. */
  #line = 0;
  /** How many of them it has refused on this connection, as far as we have heard. */
  #refusals = 0;
  /** Whether somebody may have come or gone without our knowing. */
  #isUncertain = false;
  /** How often we have asked who is here without anybody's having typed it. */
  #questions = 0;
  /** Messages of the past that come now, and lie before all that we have. @type {Entry[]} */
  #earlier = [];
  /** The line by which they were asked for. */
  #askedEarlier = Infinity;

  /** Whether there may be something before what is in the log. */
  get hasEarlier() {
    return this.#firstSeq > 1 && this.#firstSeq < Infinity;
  }

  /**
   * The first line of a connection.
   *
   * @param {string} name
   */
  introduction(name) {
    const since = this.#room === "" ? "" : " since=" + this.#seq + " room=" + this.#room;
    return "/json " + name + " ack alive=" + ALIVE + " session=" + this.#secret + since;
  }

  /**
   * Notes what is said now.
   *
   * @param {string} text
   * @param {boolean} isText it is said as it is, even if it begins with /
   * @returns {string} the line that is to be sent
   */
  say(text, isText) {
    const line = wireLine(text, isText);
    this.outbox.add({ line: ++this.#line, text, isText, kind: kindOf(line) });
    if (/^\/history\b/i.test(line)) this.#askedEarlier = this.#line;
    return line;
  }

  /** Asks for what was said before. @returns {string} the line that is to be sent */
  askEarlier() {
    return this.say("/history " + (this.talk.end - this.talk.first + EARLIER), false);
  }

  /** A line to be sent because something was missed; undefined when there is none. */
  askMissed() {
    if (!this.#isUncertain) return undefined;
    this.#isUncertain = false;
    this.#questions = 1;
    return this.say("/who", false);
  }

  /** The connection is gone. */
  breakOff() {
    this.isIn = false;
    this.outbox.breakOff();
  }

  /** Somebody else from now on: nothing that was ours is known any more. */
  startAnew() {
    this.#secret = newSecret();
    this.#line = 0;
  }

  /**
   * Takes in a line.
   *
   * @param {RoomLine} line
   * @returns {Entry | undefined} what is new in the log
   */
  hear(line) {
    const isWelcomed = this.#isWelcomed;
    this.#isWelcomed = line.type === "welcome";
    switch (line.type) {
      case "said":
        this.#settle(line.line, line.refused);
        if (line.line >= this.#askedEarlier) this.#showEarlier();
        return undefined;
      case "refused":
        this.#refusals++;
        this.outbox.refuse(line.line, refusalOf(line));
        return undefined;
      case "welcome":
        return this.#enter(line);
      case "topic":
        if (!line.history) this.topic = line.text;
        // A newcomer is told what stands at the head of the page
        return isWelcomed && line.seq === undefined ? undefined : this.#hearMessage(line);
      case "message":
      case "action":
        return this.#hearMessage(line);
      case "joined":
        this.members.add(line.name);
        break;
      case "left":
      case "kicked":
        this.members.remove(line.name);
        break;
      case "renamed":
        this.#rename(line);
        break;
      case "unreachable":
        for (const name of line.names) this.members.remove(name);
        break;
      case "reachable":
        for (const name of line.names) this.members.add(name);
        break;
      case "note":
      case "error":
        if (!this.isIn) return undefined; // it is told at the door
        break;
      case "missed":
        this.#isUncertain = true;
        break;
      case "members":
        this.members.replace(line.names);
        if (this.#questions > 0) {
          this.#questions--;
          return undefined;
        }
    }
    return this.#add(entryOf(line, this.ownName));
  }

  /** @param {{ entries: number, characters: number }} most */
  saved(most) {
    const unheard = this.outbox.items.filter(({ kind }) => kind !== "command");
    return {
      name: this.ownName,
      secret: this.#secret,
      room: this.#room,
      seq: this.#seq,
      entries: this.talk.newest(most),
      unheard,
    };
  }

  /** @param {SavedRoom} saved */
  restore({ name, secret, room, seq, entries, unheard }) {
    this.ownName = name;
    this.#secret = secret;
    this.#room = room;
    this.#seq = this.#lastSeq = seq;
    for (const entry of entries) this.talk.add(entry);
    this.#firstSeq = entries.find((entry) => entry.seq !== undefined)?.seq ?? Infinity;
    this.outbox.restore(unheard);
  }

  /** @param {RoomLine} line */
  #enter({ you, others, room, seq = 0, since, said = 0 }) {
    const isBack = this.#room !== "";
    const isContinued = since !== undefined && room === this.#room;
    this.isIn = true;
    this.topic = "";
    this.ownName = you;
    this.members.replace([...others, you]);
    this.#line = said;
    this.#refusals = 0;
    this.#isUncertain = false;
    this.#questions = 0;
    this.#settle(said);
    this.outbox.giveUp(isBack && room !== this.#room ? TEXTS.perhaps : undefined);
    this.#room = room;
    if (isContinued) return undefined;
    this.#seq = seq;
    this.#firstSeq = Infinity;
    this.#lastSeq = 0;
    this.talk.forgetSeqs();
    if (isBack) this.#add({ kind: "gap", text: TEXTS.gap });
    return this.#add(entryOf(/** @type {RoomLine} */ ({ type: "welcome", others }), you));
  }

  /** @param {RoomLine} line */
  #hearMessage(line) {
    const entry = /** @type {Entry} */ (entryOf(line, this.ownName));
    const { seq, history } = line;
    if (seq === undefined) return this.#add(entry);
    return this.#place(entry, seq, history === true);
  }

  /**
   * Puts a message where it belongs: each is in the log once.
   *
   * @param {Entry} entry
   * @param {number} seq
   * @param {boolean} isPast
   */
  #place(entry, seq, isPast) {
    if (isPast && seq <= this.#lastSeq) {
      if (seq < this.#firstSeq) this.#earlier.push({ ...entry, past: true });
      return undefined;
    }
    const isOld = isPast && seq <= this.#seq;
    this.#firstSeq = Math.min(this.#firstSeq, seq);
    this.#lastSeq = seq;
    this.#seq = Math.max(this.#seq, seq);
    return this.#add(isOld ? { ...entry, past: true } : entry);
  }

  #showEarlier() {
    const earlier = this.#earlier;
    this.#earlier = [];
    this.#askedEarlier = Infinity;
    if (earlier.length === 0) {
      this.#firstSeq = 1;
      return;
    }
    this.talk.addBefore(earlier);
    this.#firstSeq = earlier[0].seq ?? 1;
  }

  /**
   * The room has our lines up to a number. A line for one person is not among those that it tells again.
   *
   * @param {number} line
   * @param {number} [refused] how many it has refused; when it told us of fewer, we have missed which
   */
  #settle(line, refused = 0) {
    const done = this.outbox.settle(line);
    if (refused > this.#refusals) {
      this.#refusals = refused;
      this.outbox.doubt(done.filter(({ kind }) => kind !== "command"), TEXTS.perhapsRefused);
      return;
    }
    for (const { state, kind, text } of done) {
      if (kind !== "private" || state !== "unsure") continue;
      const [, to = "", said = ""] = /^\/msg\s+(\S+)\s+(.*)$/is.exec(text) ?? [];
      this.#add({ kind: "private", from: this.ownName, to, text: said });
    }
  }

  /** @param {RoomLine} line */
  #rename({ from, to }) {
    this.members.remove(from);
    this.members.add(to);
    if (from === this.ownName) this.ownName = to;
  }

  /** @param {Entry | undefined} entry */
  #add(entry) {
    if (entry !== undefined) this.talk.add(entry);
    return entry;
  }
}

function newSecret() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
