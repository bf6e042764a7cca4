import { lineIsBack } from "../../../../http/assets/listing/line_is_back.js";
import { NameClaim } from "./name_claim.js";
import { readRoomLine } from "./room_line.js";
import { RoomLink } from "./room_link.js";
import { RoomModel } from "./room_model.js";
import { SAVED_AT_MOST, savedVisit, saveVisit } from "./saved_visit.js";
import { TEXTS } from "./texts.js";

/** @typedef {import("./talk.js").Entry} Entry */

/**
 * What a visit shows; see `main.js`.
 *
 * @typedef {object} VisitView
 * @property {() => void} changed the room is not what was drawn
 * @property {(entry: Entry) => void} heard something is new in the log
 * @property {(kind: "connecting" | "online" | "offline", text: string) => void} state
 * @property {(text: string) => void} trouble
 * @property {(where: "door" | "room") => void} show
 * @property {() => void} askPassword the door asks for one besides
 */

/**
 * A visit to the room, from the name that is given at the door to the last word: it goes on over lost connections
 * and reloads.
 */
export class Visit {
  room = new RoomModel();
  #view;
  #claim = new NameClaim();
  #name = "";
  #password = "";
  /** What this connection has been given: it is asked for no more than once. */
  #given = new Set();
  #failures = 0;
  /** Whether we have been let in, so that a lost connection is made again. */
  #isVisiting = false;
  /** Whether the room has said anything on this connection. */
  #isAnswered = false;
  #wait = new AbortController();
  #link = new RoomLink({
    opened: () => this.#give("name", this.room.introduction(this.#name)),
    heard: (text) => this.#hear(text),
    ended: () => this.#lost(),
    silent: (isSilent) => {
      if (isSilent) this.#view.state("offline", TEXTS.silent);
      else if (this.room.isIn) this.#view.state("online", TEXTS.connected(this.#name));
    },
  });

  /** @param {VisitView} view */
  constructor(view) {
    this.#view = view;
  }

  /**
   * @param {string} name
   * @param {string} password empty when none was asked for
   */
  enter(name, password) {
    if (name !== this.#name) this.room.startAnew();
    this.#name = name;
    this.#password = password;
    this.#view.trouble("");
    this.#connect();
  }

  /**
   * Says lines, or obeys them.
   *
   * @param {readonly string[]} lines
   * @param {boolean} isText they are said as they are
   * @returns {boolean} whether they were taken
   */
  say(lines, isText) {
    if (!this.room.isIn) {
      this.#view.trouble(TEXTS.kept);
      return false;
    }
    this.#view.trouble("");
    for (const line of lines) this.#link.send(this.room.say(line, isText));
    this.#view.changed();
    return true;
  }

  /** The name under which we are, were or want to be in. */
  get name() {
    return this.#name;
  }

  /** Asks for what was said before. */
  askEarlier() {
    if (this.room.isIn) this.#link.send(this.room.askEarlier());
  }

  /**
   * Says again what was not said.
   *
   * @param {number} id
   */
  sayAgain(id) {
    const item = this.room.outbox.items.find((each) => each.id === id);
    if (item !== undefined && this.say([item.text], item.isText)) this.room.outbox.take(id);
  }

  /** Goes on where this tab was before. @returns {Promise<string>} what stood in the field */
  async resume() {
    const saved = savedVisit();
    if (saved === undefined) return "";
    if (saved.isIn && await this.#claim.isHeldElsewhere(saved.name)) {
      this.#view.trouble(TEXTS.otherTab(saved.name));
      return "";
    }
    this.room.restore(saved);
    this.#name = saved.name;
    this.#password = saved.password ?? "";
    this.#view.changed();
    if (!saved.isIn) return saved.draft;
    this.#isVisiting = true;
    this.#view.show("room");
    this.#connect();
    return saved.draft;
  }

  /**
   * Keeps the visit for {@linkcode Visit.resume}.
   *
   * @param {string} draft what stands in the field
   */
  save(draft) {
    if (this.#name === "") return;
    saveVisit({
      ...this.room.saved(SAVED_AT_MOST),
      name: this.#name,
      password: this.#password,
      draft,
      isIn: this.#isVisiting,
    });
  }

  /** The page was kept, with its connection closed, while another was looked at. */
  wake() {
    if (this.#isVisiting) this.#connect();
  }

  #connect() {
    this.#wait.abort();
    this.room.breakOff();
    this.#isAnswered = false;
    this.#given.clear();
    this.#view.state("connecting", TEXTS.connecting);
    this.#link.open();
  }

  #lost() {
    this.room.breakOff();
    this.#view.changed();
    if (this.#isVisiting) {
      this.#connectAgain();
      return;
    }
    if (!this.#isAnswered) this.#view.trouble(TEXTS.unreachable);
    this.#leave();
  }

  async #connectAgain() {
    const wait = this.#wait = new AbortController();
    const failures = this.#failures++;
    this.#view.state("offline", TEXTS.again(Math.min(Math.ceil(2 ** failures / 2), 15)));
    await lineIsBack(failures, undefined, wait.signal);
    if (!wait.signal.aborted) this.#connect();
  }

  /** @param {string} text */
  #hear(text) {
    const line = readRoomLine(text);
    if (line === undefined) return;
    this.#isAnswered = true;
    const entry = this.room.hear(line);
    const isOwn = line.name === this.#name;
    if (line.type === "welcome" || line.type === "renamed") this.#beCalled(this.room.ownName);
    if (line.type === "welcome") this.#view.show("room");
    if ((line.type === "error" || line.type === "note") && !this.room.isIn) {
      this.#view.trouble(this.#given.has("password") ? refusedPassword(line) : line.text);
    }
    if (entry !== undefined && !line.history) this.#view.heard(entry);
    this.#view.changed();
    const question = line.type === "missed" ? this.room.askMissed() : undefined;
    if (question !== undefined) this.#link.send(question);
    if (line.type === "prompt") this.#answer(line.asks);
    else if (line.type === "opened") this.#given.clear();
    else if (line.type === "replaced") {
      this.#view.trouble(TEXTS.otherTab(this.#name));
      this.#leave();
    } else if (line.type === "bye" || (line.type === "kicked" && isOwn)) {
      this.#password = ""; // who comes to this page next has to know it
      this.#leave();
    }
  }

  /** @param {string} name */
  #beCalled(name) {
    this.#isVisiting = true;
    this.#failures = 0;
    this.#name = name;
    this.#claim.hold(name);
    this.#view.state("online", TEXTS.connected(name));
  }

  /**
   * What is asked for is given once; what is asked for again was not taken, and is asked of the visitor.
   *
   * @param {"name" | "password"} asked
   */
  #answer(asked) {
    if (asked === "password" && this.#password !== "") {
      if (this.#give("password", "/pass " + this.#password)) return;
    }
    if (asked === "name" && this.#give("name", this.room.introduction(this.#name))) return;
    if (asked === "password") {
      if (this.#password === "") this.#view.trouble(TEXTS.wantsPassword);
      this.#password = "";
      this.#view.askPassword();
    }
    this.#leave();
  }

  /**
   * @param {"name" | "password"} what
   * @param {string} line
   * @returns {boolean} whether it has not been given before
   */
  #give(what, line) {
    if (this.#given.has(what)) return false;
    this.#given.add(what);
    this.#link.send(line);
    return true;
  }

  #leave() {
    this.#link.close();
    this.#wait.abort();
    this.#isVisiting = false;
    this.#failures = 0;
    this.#claim.hold("");
    this.room.breakOff();
    this.#view.state("offline", TEXTS.offline);
    this.#view.show("door");
    this.#view.changed();
  }
}

/**
 * Why the door stays shut.
 *
 * @param {import("./room_line.js").RoomLine} line
 */
function refusedPassword({ text, wait }) {
  if (wait !== undefined) return TEXTS.tooManyPasswords(wait);
  return text === "That is not the password" ? TEXTS.wrongPassword : text;
}
