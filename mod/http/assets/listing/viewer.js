import { inPageLanguage } from "./language.js";
import { whenListed } from "./listing_rows.js";
import { ownAddress } from "./own_address.js";
import { KINDS, showFile } from "./shown_file.js";

const TEXTS = inPageLanguage({
  en: { close: "Close", previous: "Previous", next: "Next", download: "Download" },
  fr: { close: "Fermer", previous: "Précédent", next: "Suivant", download: "Télécharger" },
});

const VIEWED = "a:is(" + KINDS.map((kind) => "." + kind).join() + ")";
/** How far a finger has to go, CSS pixels. */
const SWIPE = 50;
/** How high the controls of a film may be, CSS pixels. */
const CONTROLS = 80;

/**
 * Shows files in the page, one after the other. Which one it is stands in the address, behind `#`, so it can be
 * passed on, and the browser's own way back leads to the listing.
 */
export function viewFiles() {
  /** @type {Viewer | undefined} */
  let viewer;
  const follow = () => {
    const link = linkAt(location.hash);
    if (link) (viewer ??= new Viewer()).show(link);
    else viewer?.hide();
  };
  addEventListener("click", (event) => {
    const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (button !== 0 || ctrlKey || metaKey || shiftKey || altKey || !(target instanceof Element)) return;
    const link = target.closest("#files " + VIEWED);
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    history.pushState({ viewing: true }, "", hashOf(link));
    follow();
  });
  addEventListener("popstate", follow);
  whenListed(follow);
}

/** @param {HTMLAnchorElement} link */
function kindOf(link) {
  return KINDS.find((kind) => link.classList.contains(kind)) ?? "text";
}

/** @param {HTMLAnchorElement} link */
function nameOf(link) {
  return link.querySelector("bdi")?.textContent ?? "";
}

/** @param {HTMLAnchorElement} link */
function hashOf(link) {
  return "#" + link.getAttribute("href");
}

/**
 * The file that an address is about, whichever way its name is written there.
 *
 * @param {string} hash
 * @returns {HTMLAnchorElement | undefined}
 */
function linkAt(hash) {
  if (hash.length < 2) return undefined;
  const name = decoded(hash.slice(1));
  return links("#files " + VIEWED).find((link) => hashOf(link) === hash || nameOf(link).normalize() === name);
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text).normalize();
  } catch {
    return text; // not one of ours
  }
}

/**
 * @param {string} selector
 * @returns {HTMLAnchorElement[]}
 */
function links(selector) {
  return [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(selector))];
}

class Viewer {
  #dialog = document.createElement("dialog");
  #name = document.createElement("h2");
  #place = document.createElement("span");
  #download = document.createElement("a");
  #stage = document.createElement("div");
  #previous = control("previous", "‹", () => this.#step(-1));
  #next = control("next", "›", () => this.#step(1));
  /** @type {HTMLAnchorElement | undefined} */
  #link;
  #letGo = () => {};

  constructor() {
    const dialog = this.#dialog;
    dialog.className = "viewer";
    this.#name.id = "viewer-name";
    dialog.setAttribute("aria-labelledby", this.#name.id);
    this.#place.className = "place";
    this.#download.className = "button";
    this.#download.textContent = TEXTS.download;
    this.#stage.className = "stage";
    this.#stage.tabIndex = -1;
    const head = document.createElement("header");
    head.append(this.#name, this.#place, this.#download, control("close", "×", () => dialog.close()));
    dialog.append(head, this.#previous, this.#stage, this.#next);
    dialog.addEventListener("close", () => this.#closed());
    // Places within a Markdown file have no names here, and what is behind # is the file's
    dialog.addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest('article a[href^="#"]')) event.preventDefault();
    });
    // Of the whole page: what had the focus may have gone with what was shown
    addEventListener("keydown", (event) => dialog.open && this.#pressed(event));
    this.#followFinger();
    document.body.append(dialog);
  }

  /** @param {HTMLAnchorElement} link */
  show(link) {
    const same = this.#dialog.open && this.#link !== undefined && hashOf(this.#link) === hashOf(link);
    this.#link = link;
    this.#tellPlace(link);
    if (same) return;
    this.#letGo();
    const address = ownAddress(link.getAttribute("href") ?? "");
    this.#name.textContent = nameOf(link);
    this.#download.href = address + "?download";
    this.#download.download = nameOf(link);
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#letGo = showFile(kindOf(link), nameOf(link), address, this.#stage);
    const active = document.activeElement;
    // Who goes on by a button wants to press it again
    if (!(active instanceof HTMLButtonElement) || active.disabled || active.className === "close") {
      this.#focus();
    }
  }

  /** @param {HTMLAnchorElement} link */
  #tellPlace(link) {
    const all = this.#all();
    const at = all.indexOf(link);
    this.#place.textContent = at < 0 ? "" : at + 1 + " / " + all.length;
    this.#previous.disabled = at <= 0;
    this.#next.disabled = at < 0 || at === all.length - 1;
  }

  hide() {
    if (this.#dialog.open) this.#dialog.close();
  }

  /** Keys go to what is read, if there is something to scroll. */
  #focus() {
    const reading = /** @type {HTMLElement | null} */ (this.#stage.querySelector(".reading"));
    (reading ?? this.#stage).focus();
  }

  /** Those that are listed now: a search may have left some out. */
  #all() {
    return links("#files tr:not([hidden]) " + VIEWED);
  }

  /** @param {number} by */
  #step(by) {
    const all = this.#all();
    const at = all.indexOf(/** @type {HTMLAnchorElement} */ (this.#link));
    if (at >= 0) this.#go(all[at + by]);
  }

  /** @param {HTMLAnchorElement | undefined} link */
  #go(link) {
    if (link === undefined || link === this.#link) return;
    // One step back leads to the listing, however many were looked at
    history.replaceState(history.state, "", hashOf(link));
    this.show(link);
  }

  /** However it was closed, the address is that of the listing again. */
  #closed() {
    this.#letGo();
    this.#letGo = () => {};
    const link = this.#link;
    this.#link = undefined;
    link?.focus();
    if (history.state?.viewing) history.back();
    else if (link && (hashOf(link) === location.hash || linkAt(location.hash) === link)) {
      history.replaceState(null, "", location.pathname + location.search);
    }
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    // A film that has the keys is sought through; a text is scrolled
    if (target instanceof HTMLMediaElement) return;
    const reading = target instanceof Element && target.closest(".reading") !== null;
    const all = this.#all();
    if (key === "ArrowLeft") this.#step(-1);
    else if (key === "ArrowRight") this.#step(1);
    else if (key === "Home" && !reading) this.#go(all[0]);
    else if (key === "End" && !reading) this.#go(all[all.length - 1]);
    else if (key === " " && target === this.#stage) this.#playOrPause();
    else return;
    event.preventDefault();
  }

  #playOrPause() {
    const media = /** @type {HTMLMediaElement | null} */ (this.#stage.querySelector("audio, video"));
    if (media?.paused) media.play().catch(() => {});
    else media?.pause();
  }

  #followFinger() {
    /** @type {Touch | undefined} */
    let began;
    this.#stage.addEventListener("touchstart", ({ touches, target }) => {
      // A film has its controls at the bottom
      const controls = target instanceof HTMLVideoElement &&
        touches[0].clientY > target.getBoundingClientRect().bottom - CONTROLS;
      // Not while the picture is enlarged, nor on what moves sideways itself
      const enlarged = (globalThis.visualViewport?.scale ?? 1) > 1.05;
      const moves = target instanceof Element && target.closest("audio, table, .readme pre") !== null;
      began = touches.length === 1 && !enlarged && !moves && !controls ? touches[0] : undefined;
    }, { passive: true });
    this.#stage.addEventListener("touchend", ({ changedTouches: [ended] }) => {
      if (began === undefined || began.identifier !== ended.identifier) return;
      const [x, y] = [ended.clientX - began.clientX, ended.clientY - began.clientY];
      began = undefined;
      if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) this.#step(x < 0 ? 1 : -1);
    }, { passive: true });
  }
}

/**
 * @param {"close" | "previous" | "next"} what
 * @param {string} sign
 * @param {() => void} act
 */
function control(what, sign, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = what;
  button.textContent = sign;
  button.setAttribute("aria-label", TEXTS[what]);
  button.title = TEXTS[what];
  button.addEventListener("click", act);
  return button;
}
