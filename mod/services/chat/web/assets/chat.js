"use strict";
/*
What the page of a room does. It speaks the same lines as every other client, asks for its own as JSON
(`/json NAME`), and puts what others wrote on the page as text only, never as markup.
*/

/**
 * A line of the room, as `/json` has it: which of these there are depends on the type.
 *
 * @typedef {object} RoomLine
 * @property {string} type
 * @property {boolean} [history] it was said before we came
 * @property {string} [at] when it was said, ISO 8601
 * @property {string} [text]
 * @property {string} from
 * @property {string} to
 * @property {string} name
 * @property {string} by
 * @property {string} you
 * @property {string[]} others
 * @property {string[]} names
 * @property {number} count
 */

/**
 * What the page says, apart from what was said in the room.
 *
 * @typedef {object} Texts
 * @property {string} connecting
 * @property {(name: string) => string} connected
 * @property {string} offline
 * @property {string} kept a message could not be sent
 * @property {string} unreachable
 * @property {(seconds: number) => string} again
 * @property {string} alone
 * @property {(names: string) => string} withYou
 * @property {(name: string) => string} joined
 * @property {(name: string) => string} left
 * @property {(name: string, by: string) => string} kicked
 * @property {(from: string, to: string) => string} renamed
 * @property {(names: string) => string} members
 * @property {(count: number) => string} missed
 * @property {(name: string) => string} you
 */

/** @type {Texts} */
const ENGLISH = {
  connecting: "connecting…",
  connected: (name) => "connected as " + name,
  offline: "not connected",
  kept: "You are not connected: your message is kept in the field",
  unreachable: "The server cannot be reached",
  again: (seconds) => "connection lost, trying again in " + seconds + " s",
  alone: "Nobody else is here yet",
  withYou: (names) => "Here with you: " + names,
  joined: (name) => name + " joined",
  left: (name) => name + " left",
  kicked: (name, by) => name + " was shown out by " + by,
  renamed: (from, to) => from + " is now " + to,
  members: (names) => "Here: " + names,
  missed: (count) => "You missed " + count + (count === 1 ? " line" : " lines"),
  you: (name) => name + " (you)",
};

/** @type {Texts} */
const FRENCH = {
  connecting: "connexion en cours…",
  connected: (name) => "connecté en tant que " + name,
  offline: "non connecté",
  kept: "Vous n’êtes pas connecté : votre message reste dans le champ",
  unreachable: "Le serveur est injoignable",
  again: (seconds) => "connexion perdue, nouvel essai dans " + seconds + " s",
  alone: "Il n’y a encore personne d’autre",
  withYou: (names) => "Avec vous : " + names,
  joined: (name) => name + " est arrivé",
  left: (name) => name + " est parti",
  kicked: (name, by) => name + " a été exclu par " + by,
  renamed: (from, to) => from + " s’appelle maintenant " + to,
  members: (names) => "Présents : " + names,
  missed: (count) => "Vous avez manqué " + count + (count > 1 ? " lignes" : " ligne"),
  you: (name) => name + " (vous)",
};

const texts = document.documentElement.lang === "fr" ? FRENCH : ENGLISH;

/** Lines that are kept on the page. */
const KEPT = 2000;
const page = {
  state: element("state"),
  log: element("talk"),
  people: element("people"),
  trouble: element("trouble"),
  enter: element("enter"),
  speak: element("speak"),
  name: /** @type {HTMLInputElement} */ (element("name")),
  line: /** @type {HTMLInputElement} */ (element("line")),
};

/** @type {WebSocket} */
let socket;
let ownName = "";
let joined = false;
let failures = 0;
let leaving = false;
let unread = 0;
/** @type {Set<string>} */
const people = new Set();
/** @type {Set<string>} */
const seen = new Set();

page.enter.addEventListener("submit", (event) => {
  event.preventDefault();
  ownName = page.name.value.trim();
  trouble("");
  leaving = false;
  connect();
});

page.speak.addEventListener("submit", (event) => {
  event.preventDefault();
  const line = page.line.value;
  if (line.trim() === "") return;
  if (!joined) return trouble(texts.kept);
  if (/^\/bye\s*$/i.test(line)) leaving = true;
  socket.send(line.startsWith("/") && !line.startsWith("//") ? line : "/all " + line.replace(/^\/\//, "/"));
  page.line.value = "";
  trouble("");
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  document.title = "netlab chat";
});

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

function connect() {
  state("connecting", texts.connecting);
  // Relative, because a proxy may show us under another path.
  const own = socket = new WebSocket(new URL("room", location.href).href.replace(/^http/, "ws"));
  own.onopen = () => own.send("/json " + ownName);
  own.onmessage = ({ data }) => {
    for (const line of data.split("\n")) hear(line);
  };
  own.onclose = () => {
    if (own === socket) lost();
  };
}

function lost() {
  const wasIn = joined || failures > 0;
  joined = false;
  if (!wasIn && !leaving && page.trouble.textContent === "") trouble(texts.unreachable);
  if (!wasIn || leaving) return showDoor();
  const seconds = Math.min(2 ** failures++, 15);
  state("offline", texts.again(seconds));
  setTimeout(connect, seconds * 1000);
}

function showDoor() {
  state("offline", texts.offline);
  failures = 0;
  page.enter.hidden = false;
  page.speak.hidden = true;
  page.name.focus();
}

/** @param {string} text a line as it came */
function hear(text) {
  if (!text.startsWith("{")) return;
  /** @type {RoomLine} */
  const line = JSON.parse(text);
  if (line.history && seen.has(key(line))) return;
  if (line.type === "welcome") enter(line);
  if (line.type === "prompt") return refused();
  if (line.type === "joined") people.add(line.name);
  if (line.type === "left" || line.type === "kicked") people.delete(line.name);
  if (line.type === "kicked" && line.name === ownName) leaving = true;
  if (line.type === "renamed") renamed(line);
  if (line.type === "error" && !joined) trouble(line.text ?? "");
  add(line);
  showPeople();
}

/** @param {RoomLine} line */
function enter({ you, others }) {
  joined = true;
  failures = 0;
  ownName = you;
  people.clear();
  for (const other of [...others, you]) people.add(other);
  state("online", texts.connected(you));
  page.enter.hidden = true;
  page.speak.hidden = false;
  page.line.focus();
}

/**
 * The name was not taken. A page that was in before waits for its own ghost to leave; a person chooses another
 * name.
 */
function refused() {
  const again = failures > 0;
  socket.onclose = null;
  socket.close();
  if (again) return lost();
  showDoor();
}

/** @param {RoomLine} line */
function renamed({ from, to }) {
  people.delete(from);
  people.add(to);
  if (from !== ownName) return;
  ownName = to;
  state("online", texts.connected(to));
}

/** @param {RoomLine} line */
function key({ at, from, text }) {
  return at + " " + from + " " + text;
}

/** @param {RoomLine} line */
function add(line) {
  const item = document.createElement("li");
  const said = line.type === "message" || line.type === "action" || line.type === "private";
  if (said) {
    seen.add(key(line));
    speech(item, line);
  } else {
    item.className = line.type === "error" ? "error" : "news";
    item.textContent = news(line);
  }
  if (line.history) item.classList.add("past");
  if (item.textContent === "") return;
  const log = page.log;
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  log.append(item);
  while (log.children.length > KEPT) log.firstChild?.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
  if (said && !line.history && document.hidden) document.title = "(" + ++unread + ") netlab chat";
}

/**
 * @param {HTMLElement} item
 * @param {RoomLine} line
 */
function speech(item, line) {
  const { type, from, to, text = "" } = line;
  item.className = type;
  const who = document.createElement("span");
  who.className = "name";
  who.textContent = from;
  who.style.color = "light-dark(hsl(" + hue(from) + " 80% 30%), hsl(" + hue(from) + " 80% 75%))";
  const [before, after] = type === "action"
    ? ["* ", " "]
    : type === "private"
    ? ["[", " → " + to + "] "]
    : ["[", "] "];
  item.title = new Date(line.at ?? "").toLocaleString();
  item.append(before, who, after, text);
  if (from !== ownName && !line.history && words(text).includes(ownName.toLowerCase())) {
    item.classList.add("mention");
  }
}

/** @param {string} text */
function words(text) {
  return text.toLowerCase().split(/[^\p{L}\p{M}\p{N}_-]+/u);
}

/** @param {string} text */
function hue(text) {
  let sum = 0;
  for (const character of text.toLowerCase()) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return sum;
}

/** @param {RoomLine} line */
function news(line) {
  switch (line.type) {
    case "welcome":
      return line.others.length === 0 ? texts.alone : texts.withYou(line.others.join(", "));
    case "joined":
      return texts.joined(line.name);
    case "left":
      return texts.left(line.name);
    case "kicked":
      return texts.kicked(line.name, line.by);
    case "renamed":
      return texts.renamed(line.from, line.to);
    case "members":
      return texts.members(line.names.join(", "));
    case "missed":
      return texts.missed(line.count);
    case "bye":
      return "À bientôt " + line.name + " !";
    default:
      return line.text || "";
  }
}

function showPeople() {
  page.people.replaceChildren(...[...people].map((person) => {
    const item = document.createElement("li");
    item.textContent = person === ownName ? texts.you(person) : person;
    return item;
  }));
}

/**
 * @param {"connecting" | "online" | "offline"} kind
 * @param {string} text
 */
function state(kind, text) {
  page.state.dataset.state = kind;
  page.state.textContent = text;
}

/** @param {string} text */
function trouble(text) {
  page.trouble.textContent = text;
}
