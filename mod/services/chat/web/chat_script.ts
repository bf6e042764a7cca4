/**
 * What the page of a room does. It speaks the same lines as every other client, asks for its own as JSON (`/json NAME`), and
 * puts what others wrote on the page as text only, never as markup.
 */
export const CHAT_SCRIPT = String.raw`"use strict";
const $ = (id) => document.getElementById(id);
const KEPT = 2000;
let socket, name, joined = false, failures = 0, leaving = false, unread = 0;
const people = new Set();
const seen = new Set();

$("enter").addEventListener("submit", (event) => {
  event.preventDefault();
  name = $("name").value.trim();
  $("trouble").textContent = "";
  leaving = false;
  connect();
});

$("speak").addEventListener("submit", (event) => {
  event.preventDefault();
  const line = $("line").value;
  if (line.trim() === "") return;
  if (!joined) return trouble("You are not connected: your message is kept in the field");
  if (/^\/bye\s*$/i.test(line)) leaving = true;
  socket.send(line.startsWith("/") && !line.startsWith("//") ? line : "/all " + line.replace(/^\/\//, "/"));
  $("line").value = "";
  trouble("");
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  document.title = "netlab chat";
});

function connect() {
  state("connecting", "connecting…");
  // Relative, because a proxy may show us under another path.
  const own = socket = new WebSocket(new URL("room", location.href).href.replace(/^http/, "ws"));
  own.onopen = () => own.send("/json " + name);
  own.onmessage = ({ data }) => { for (const line of data.split("\n")) hear(line); };
  own.onclose = () => { if (own === socket) lost(); };
}

function lost() {
  const wasIn = joined || failures > 0;
  joined = false;
  if (!wasIn && !leaving && $("trouble").textContent === "") trouble("The server cannot be reached");
  if (!wasIn || leaving) return showDoor();
  const seconds = Math.min(2 ** failures++, 15);
  state("offline", "connection lost, trying again in " + seconds + " s");
  setTimeout(connect, seconds * 1000);
}

function showDoor() {
  state("offline", "not connected");
  failures = 0;
  $("enter").hidden = false;
  $("speak").hidden = true;
  $("name").focus();
}

function hear(text) {
  if (!text.startsWith("{")) return;
  const line = JSON.parse(text);
  if (line.history && seen.has(key(line))) return;
  if (line.type === "welcome") enter(line);
  if (line.type === "prompt") return refused();
  if (line.type === "joined") people.add(line.name);
  if (line.type === "left" || line.type === "kicked") people.delete(line.name);
  if (line.type === "kicked" && line.name === name) leaving = true;
  if (line.type === "renamed") renamed(line);
  if (line.type === "error" && !joined) trouble(line.text);
  add(line);
  showPeople();
}

function enter({ you, others }) {
  joined = true;
  failures = 0;
  name = you;
  people.clear();
  for (const other of [...others, you]) people.add(other);
  state("online", "connected as " + you);
  $("enter").hidden = true;
  $("speak").hidden = false;
  $("line").focus();
}

/* The name was not taken. A page that was in before waits for its own ghost to leave; a person chooses another name. */
function refused() {
  const again = failures > 0;
  socket.onclose = null;
  socket.close();
  if (again) return lost();
  showDoor();
}

function renamed({ from, to }) {
  people.delete(from);
  people.add(to);
  if (from !== name) return;
  name = to;
  state("online", "connected as " + to);
}

function key({ at, from, text }) {
  return at + " " + from + " " + text;
}

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
  const log = $("talk");
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  log.append(item);
  while (log.children.length > KEPT) log.firstChild.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
  if (said && !line.history && document.hidden) document.title = "(" + ++unread + ") netlab chat";
}

function speech(item, line) {
  item.className = line.type;
  const who = document.createElement("span");
  who.className = "name";
  who.textContent = line.from;
  who.style.color = "light-dark(hsl(" + hue(line.from) + " 80% 30%), hsl(" + hue(line.from) + " 80% 75%))";
  const [before, after] = line.type === "action" ? ["* ", " "] : line.type === "private" ? ["[", " → " + line.to + "] "] : ["[", "] "];
  item.title = new Date(line.at).toLocaleString();
  item.append(before, who, after, line.text);
  if (line.from !== name && !line.history && words(line.text).includes(name.toLowerCase())) item.classList.add("mention");
}

function words(text) {
  return text.toLowerCase().split(/[^\p{L}\p{M}\p{N}_-]+/u);
}

function hue(text) {
  let sum = 0;
  for (const character of text.toLowerCase()) sum = (sum * 31 + character.codePointAt(0)) % 360;
  return sum;
}

function news(line) {
  switch (line.type) {
    case "welcome": return line.others.length === 0 ? "Nobody else is here yet" : "Here with you: " + line.others.join(", ");
    case "joined": return line.name + " joined";
    case "left": return line.name + " left";
    case "kicked": return line.name + " was shown out by " + line.by;
    case "renamed": return line.from + " is now " + line.to;
    case "members": return "Here: " + line.names.join(", ");
    case "missed": return "You missed " + line.count + (line.count === 1 ? " line" : " lines");
    case "bye": return "À bientôt " + line.name + " !";
    default: return line.text || "";
  }
}

function showPeople() {
  $("people").replaceChildren(...[...people].map((person) => {
    const item = document.createElement("li");
    item.textContent = person === name ? person + " (you)" : person;
    return item;
  }));
}

function state(kind, text) {
  $("state").dataset.state = kind;
  $("state").textContent = text;
}

function trouble(text) {
  $("trouble").textContent = text;
}
`;
