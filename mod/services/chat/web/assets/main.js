import { Announcer } from "./announcer.js";
import { oncePerFrame } from "../../../../http/assets/frames.js";
import { LogView } from "./log_view.js";
import { MessageField } from "./message_field.js";
import { OutboxView } from "./outbox_view.js";
import { openPanelsBy } from "./panels.js";
import { PeopleView } from "./people_view.js";
import { rowOf } from "./row.js";
import { TEXTS } from "./texts.js";
import { fitVisibleHeight } from "./visible_height.js";
import { Visit } from "./visit.js";

/**
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 */
function element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error("The page has no " + id);
  return found;
}

const enter = element("enter", HTMLFormElement);
const nameField = element("name", HTMLInputElement);
const passwordRow = element("password-row", HTMLElement);
const passwordField = element("password", HTMLInputElement);
const topicLine = element("topic", HTMLElement);
const speak = element("speak", HTMLFormElement);
const tools = element("tools", HTMLElement);
const room = element("room", HTMLElement);
const side = element("side", HTMLElement);
const stateLine = element("state", HTMLElement);
const troubleLine = element("trouble", HTMLElement);
const title = document.title;
/** What was said since the page was looked at last. */
let unseen = 0;

const announcer = new Announcer(element("spoken", HTMLElement), TEXTS.said);
const panels = openPanelsBy([...tools.querySelectorAll("button")]);

const draw = oncePerFrame(() => {
  outbox.draw();
  people.draw(visit.room.ownName);
  log.draw();
  const topic = enter.hidden ? visit.room.topic : "";
  // What is written anew is laid out anew, even if it says the same
  if (topicLine.textContent !== topic) topicLine.textContent = topicLine.title = topic;
  earlier.hidden = !visit.room.hasEarlier;
});

const visit = new Visit({
  changed: draw,
  heard: (entry) => {
    if (entry.from !== undefined && entry.from === visit.room.ownName) return;
    announcer.tell(() => rowOf(entry, "").textContent ?? "");
    // Nothing is drawn for a page that nobody sees, but its title is seen
    if (document.hidden && entry.from !== undefined) document.title = "(" + ++unseen + ") " + title;
  },
  state: (kind, text) => {
    stateLine.dataset.state = kind;
    stateLine.textContent = text;
  },
  trouble: (text) => {
    troubleLine.textContent = text;
  },
  show: (where) => {
    const isIn = where === "room";
    const wasIn = enter.hidden;
    enter.hidden = isIn;
    speak.hidden = side.hidden = tools.hidden = !isIn;
    room.hidden = !isIn && visit.room.talk.end === visit.room.talk.first;
    if (isIn === wasIn) return;
    panels.close();
    if (isIn) {
      passwordField.value = "";
      field.focus();
    } else if (visit.name === "") nameField.focus();
    else (passwordField.disabled ? nameField : passwordField).focus();
  },
  askPassword: () => {
    showPassword();
    passwordField.value = "";
    passwordField.focus();
  },
});

const field = new MessageField({
  form: speak,
  field: element("line", HTMLTextAreaElement),
  button: element("send", HTMLButtonElement),
  problem: (text) => {
    troubleLine.textContent = text;
  },
  say: (lines, isText) => {
    if (!isText && /^\/help\s*$/i.test(lines[0])) {
      panels.open(element("commands-panel", HTMLElement));
      return true;
    }
    const isTaken = visit.say(lines, isText);
    if (isTaken) log.toEnd();
    return isTaken;
  },
});

const log = new LogView({
  log: element("talk", HTMLElement),
  rows: element("rows", HTMLElement),
  newer: element("newer", HTMLButtonElement),
  talk: visit.room.talk,
  rowOf: (entry) => rowOf(entry, visit.room.ownName),
  newerText: TEXTS.newer,
});

const outbox = new OutboxView(element("unheard", HTMLElement), visit.room.outbox, {
  sayAgain: (id) => visit.sayAgain(id),
  edit: (id) => {
    const item = visit.room.outbox.take(id);
    if (item !== undefined) field.giveBack(item.text);
    draw();
  },
  discard: (id) => {
    visit.room.outbox.take(id);
    draw();
    field.focus();
  },
});

const people = new PeopleView({
  list: element("people", HTMLElement),
  count: element("people-count", HTMLElement),
  members: visit.room.members,
  choose: (name) => {
    panels.close();
    field.text = "/msg " + name + " " + field.text.replace(/^\/msg\s+\S+\s/, "");
    field.focus();
  },
});

const earlier = element("earlier", HTMLButtonElement);
earlier.addEventListener("click", () => visit.askEarlier());

element("commands", HTMLElement).addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  const command = button?.dataset.command;
  if (command === undefined) return;
  panels.close();
  // One that wants nothing more is obeyed at once
  if (button?.dataset.wants === undefined) visit.say([command], false);
  else field.text = command + " " + field.text;
  field.focus();
});

enter.addEventListener("submit", (event) => {
  event.preventDefault();
  visit.enter(nameField.value.trim(), passwordField.value);
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return visit.save(field.text);
  unseen = 0;
  document.title = title;
});
addEventListener("pagehide", () => visit.save(field.text));
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) visit.wake();
});

function showPassword() {
  passwordRow.hidden = passwordField.disabled = false;
}

if (document.body.dataset.password === "true") showPassword();
fitVisibleHeight();
visit.resume().then((draft) => {
  if (draft !== "" && field.text === "") field.text = draft;
  if (nameField.value === "") nameField.value = visit.name;
});
