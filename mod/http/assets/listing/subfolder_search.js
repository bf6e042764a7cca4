import { inPageLanguage } from "./language.js";
import { whenListed } from "./listing_rows.js";
import { ownAddress } from "./own_address.js";
import { sizeText } from "./size_text.js";

/**
 * What the server finds, a line each (`files/search/search_reply.ts`).
 *
 * @typedef {{ path: string, shown?: string, type: "file" | "folder", size?: number, modified: string }} Found
 * @typedef {"all" | "found" | "names" | "time"} End
 */
/**
 * @typedef {object} SearchTexts
 * @property {string} title
 * @property {string} searching
 * @property {string} broken
 * @property {(found: number) => string} all
 * @property {(found: number) => string} some
 */

const TEXTS = inPageLanguage({
  en: /** @type {SearchTexts} */ ({
    title: "In sub-folders",
    searching: "searching…",
    broken: "the search was interrupted",
    all: (found) => found === 0 ? "nothing found" : found + " found",
    some: (found) => "the first " + found + " found; there may be more",
  }),
  fr: /** @type {SearchTexts} */ ({
    title: "Dans les sous-dossiers",
    searching: "recherche en cours…",
    broken: "la recherche a été interrompue",
    all: (found) => found === 0 ? "rien de trouvé" : found + (found > 1 ? " trouvés" : " trouvé"),
    some: (found) => "les " + found + " premiers trouvés ; il peut y en avoir d’autres",
  }),
});

/** What is typed without a pause this long, milliseconds, is one question. */
const PAUSE = 300;
/** A single letter is in nearly every name. */
const SHORTEST = 2;

/**
 * Where there are folders, the search goes on in them: below the files of this one, what was found is a list of
 * paths.
 *
 * @param {HTMLInputElement} search
 */
export function searchSubfolders(search) {
  const list = new FoundList();
  const hasFolders = () => document.querySelector("#files a.folder") !== null;
  whenListed(() => document.querySelector("#files")?.after(list.section));
  let current = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const begin = () => {
    clearTimeout(timer);
    current.abort();
    current = new AbortController();
    const wanted = search.value.trim();
    if (wanted.length >= SHORTEST && hasFolders()) list.fill(wanted, current.signal);
    else list.section.hidden = true;
  };
  search.addEventListener("input", () => {
    current.abort();
    clearTimeout(timer);
    timer = setTimeout(begin, PAUSE);
  });
  search.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    begin();
  });
  if (search.value !== "") begin();
}

/** What was found, and how far the search is. */
class FoundList {
  section = document.createElement("section");
  #status = document.createElement("span");
  #list = document.createElement("ul");
  #count = 0;
  #dates = new Intl.DateTimeFormat([], { dateStyle: "medium", timeStyle: "short" });

  constructor() {
    const title = document.createElement("h2");
    title.id = "found-title";
    title.append(TEXTS.title, " · ", this.#status);
    this.#status.setAttribute("role", "status");
    this.section.className = "card found";
    this.section.setAttribute("aria-labelledby", title.id);
    this.section.hidden = true;
    this.section.append(title, this.#list);
  }

  /**
   * @param {string} wanted
   * @param {AbortSignal} signal
   */
  async fill(wanted, signal) {
    this.section.hidden = false;
    this.#status.textContent = TEXTS.searching;
    this.#list.replaceChildren();
    this.#count = 0;
    try {
      const end = await this.#hear(await ask(wanted, signal));
      if (signal.aborted) return;
      this.#status.textContent = end === "all" ? TEXTS.all(this.#count) : TEXTS.some(this.#count);
    } catch (error) {
      if (signal.aborted) return;
      this.#status.textContent = error instanceof Refusal ? error.message : TEXTS.broken;
    }
  }

  /** @param {AsyncIterable<Found & { end?: End }>} lines */
  async #hear(lines) {
    for await (const line of lines) {
      if (line.end !== undefined) return line.end;
      // What is in this folder itself is shown above
      if (line.path.replace(/\/$/, "").includes("/")) this.#show(line);
    }
    throw new Error("the last line is missing");
  }

  /** @param {Found} found */
  #show({ path, shown = path, type, size, modified }) {
    const name = /** @type {RegExpExecArray} */ (/[^/]+\/?$/.exec(shown))[0];
    const folder = path.replace(/[^/]+\/?$/, "");
    const item = document.createElement("li");
    const link = document.createElement("a");
    const place = document.createElement("a");
    link.append(isolated(name));
    link.href = encoded(path);
    link.className = type;
    place.append(isolated(shown.slice(0, -name.length)));
    place.href = encoded(folder);
    place.className = "place";
    const about = document.createElement("small");
    const date = this.#dates.format(new Date(modified));
    about.textContent = size === undefined ? date : `${sizeText(size)} · ${date}`;
    item.append(link, " ", place, " ", about);
    this.#list.append(item);
    this.#count++;
  }
}

/** A text that is read in its own direction. @param {string} text */
function isolated(text) {
  const element = document.createElement("bdi");
  element.textContent = text;
  return element;
}

/** The server says in a sentence why it does not search. */
class Refusal extends Error {}

/**
 * @param {string} wanted
 * @param {AbortSignal} signal
 * @returns {Promise<AsyncIterable<any>>}
 */
async function ask(wanted, signal) {
  const address = ownAddress("./?search=" + encodeURIComponent(wanted));
  let response = await fetch(address, { signal });
  for (let again = 0; response.status === 503 && again < 5; again++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    signal.throwIfAborted();
    response = await fetch(address, { signal });
  }
  if (!response.ok || response.body === null) throw new Refusal((await response.text()).trim());
  return parsedLines(response.body);
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} body */
async function* parsedLines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
}

/** @param {string} path */
function encoded(path) {
  return "./" + path.split("/").map(encodeURIComponent).join("/");
}
