import { inPageLanguage } from "./language.js";
import { otherPage } from "./other_page.js";
import { TextParts } from "./text_parts.js";

/**
 * @typedef {object} ShownTexts
 * @property {string} impossible
 * @property {string} unreachable
 * @property {string} changed
 * @property {(read: string, size: string) => string} more
 * @property {string} source
 */

const TEXTS = inPageLanguage({
  en: /** @type {ShownTexts} */ ({
    impossible: "This browser cannot show it; it can be downloaded.",
    unreachable: "It cannot be fetched at the moment.",
    changed: "It has changed meanwhile; open it again.",
    more: (read, size) => "Show more (" + read + " of " + size + ")",
    source: "As text",
  }),
  fr: /** @type {ShownTexts} */ ({
    impossible: "Ce navigateur ne sait pas l’afficher ; vous pouvez le télécharger.",
    unreachable: "Le fichier est inaccessible pour le moment.",
    changed: "Le fichier a changé entre-temps ; rouvrez-le.",
    more: (read, size) => "Afficher la suite (" + read + " sur " + size + ")",
    source: "En texte",
  }),
});

/** Kinds of files that the viewer shows, as the server names them in the listing. */
export const KINDS = ["picture", "sound", "film", "text", "markdown"];

/**
 * Shows a file on the stage of the viewer. Nothing of it ever runs: pictures are pictures, vector ones
 * included; texts are text; Markdown comes from the server without any HTML of its own.
 *
 * @param {string} kind one of {@linkcode KINDS}
 * @param {string} name
 * @param {string} address
 * @param {HTMLElement} stage empty
 * @returns {() => void} lets go of it
 */
export function showFile(kind, name, address, stage) {
  const leaving = new AbortController();
  const { signal } = leaving;
  const letGo = () => {
    leaving.abort();
    for (
      const media of /** @type {NodeListOf<HTMLMediaElement>} */ (stage.querySelectorAll("audio, video"))
    ) {
      media.pause();
      media.removeAttribute("src");
      media.load(); // lets go of the connection
    }
    stage.replaceChildren();
  };
  if (kind === "picture") showPicture(name, address, stage);
  else if (kind === "sound") showMedia(document.createElement("audio"), name, address, stage);
  else if (kind === "film") showMedia(document.createElement("video"), name, address, stage);
  else if (kind === "markdown") showMarkdown(name, address, stage, signal);
  else showText(name, address, stage, signal);
  return letGo;
}

/**
 * @param {HTMLElement} stage
 * @param {string} text
 */
function say(stage, text) {
  const paragraph = document.createElement("p");
  paragraph.setAttribute("role", "status");
  paragraph.className = "empty";
  paragraph.textContent = text;
  stage.replaceChildren(paragraph);
}

/**
 * @param {string} name
 * @param {string} address
 * @param {HTMLElement} stage
 */
function showPicture(name, address, stage) {
  const picture = document.createElement("img");
  picture.alt = name;
  picture.onerror = () => say(stage, TEXTS.impossible);
  picture.src = address;
  stage.append(picture);
}

/**
 * @param {HTMLMediaElement} media
 * @param {string} name
 * @param {string} address
 * @param {HTMLElement} stage
 */
function showMedia(media, name, address, stage) {
  media.controls = true;
  media.preload = "metadata";
  media.setAttribute("playsinline", "");
  media.setAttribute("aria-label", name);
  media.onerror = () => media.hasAttribute("src") && say(stage, TEXTS.impossible);
  media.src = address;
  stage.append(media);
  // Who comes by a link has not asked for sound, and a browser refuses it
  media.play().catch(() => {});
}

/**
 * @param {string} name
 * @param {string} address
 * @param {HTMLElement} stage
 * @param {AbortSignal} signal
 */
async function showText(name, address, stage, signal) {
  const text = document.createElement("pre");
  const scrolled = scrolling(name);
  const parts = new TextParts(address, signal);
  const more = button("");
  more.hidden = true;
  scrolled.append(text, more);
  stage.append(scrolled);
  const step = async () => {
    try {
      text.append(await parts.next());
      more.hidden = !parts.more;
      more.textContent = TEXTS.more(readable(parts.read), readable(parts.size));
    } catch (error) {
      if (signal.aborted) return;
      const { message } = /** @type {Error} */ (error);
      if (parts.read === 0) say(stage, message === "binary" ? TEXTS.impossible : TEXTS.unreachable);
      else more.textContent = message === "changed" ? TEXTS.changed : TEXTS.unreachable;
    }
  };
  more.addEventListener("click", step);
  await step();
}

/**
 * @param {string} name
 * @param {string} address
 * @param {HTMLElement} stage
 * @param {AbortSignal} signal
 */
async function showMarkdown(name, address, stage, signal) {
  const shown = scrolling(name);
  stage.append(shown);
  try {
    const response = await fetch(address + "?rendered", { signal });
    const article = otherPage(await response.text()).querySelector("article");
    if (!response.ok || article === null) throw new Error("no page");
    const source = button(TEXTS.source);
    source.addEventListener("click", () => {
      stage.replaceChildren();
      showText(name, address, stage, signal);
      stage.querySelector("div")?.focus();
    });
    shown.append(document.adoptNode(article), source);
  } catch {
    if (signal.aborted) return;
    stage.replaceChildren();
    await showText(name, address, stage, signal);
  }
}

/**
 * Something that may be longer than the window, and can be scrolled by keys.
 *
 * @param {string} name
 */
function scrolling(name) {
  const region = document.createElement("div");
  region.className = "reading";
  region.tabIndex = 0;
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", name);
  return region;
}

/** @param {string} text */
function button(text) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  return made;
}

/** @param {number} bytes */
function readable(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  let unit = 0;
  for (; bytes >= 1000 && unit < units.length - 1; unit++) bytes /= 1000;
  const style = { style: /** @type {const} */ ("unit"), unit: units[unit], maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang, style).format(bytes);
}
