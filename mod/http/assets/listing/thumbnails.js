import { ownAddress } from "./own_address.js";
import { filmThumbnail, pictureThumbnail } from "./thumbnail.js";

/** How many are being made at a time; films one at a time. */
const AT_ONCE = 4;
/** How many stay, those that were seen last: one takes some ten kilobytes. */
const KEPT = 600;

/**
 * Small pictures in the gallery, made by the browser itself of the files that come into sight, a few at a time.
 * Who scrolls past is not waited for.
 */
export class Thumbnails {
  /** Links that wait for theirs, the one that came into sight last at the end. @type {Set<HTMLAnchorElement>} */
  #waiting = new Set();
  /** @type {Map<HTMLAnchorElement, AbortController>} */
  #making = new Map();
  /** @type {Map<HTMLAnchorElement, HTMLImageElement>} */
  #made = new Map();
  /** Files of which there is none. @type {WeakSet<HTMLAnchorElement>} */
  #without = new WeakSet();
  #near = new IntersectionObserver((seen) => seen.forEach((each) => this.#moved(each)), {
    rootMargin: "300px",
  });

  /** The listing is shown, perhaps anew. @param {boolean} shown as a gallery */
  show(shown) {
    this.#near.disconnect();
    this.#waiting.clear();
    for (const making of this.#making.values()) making.abort();
    for (const link of this.#made.keys()) if (!link.isConnected) this.#made.delete(link);
    if (!shown) return;
    for (const link of document.querySelectorAll("#files :is(a.picture, a.film)")) this.#near.observe(link);
  }

  /** @param {IntersectionObserverEntry} entry */
  #moved({ target, isIntersecting }) {
    const link = /** @type {HTMLAnchorElement} */ (target);
    if (isIntersecting && !this.#made.has(link) && !this.#without.has(link)) this.#waiting.add(link);
    if (!isIntersecting) {
      this.#waiting.delete(link);
      this.#making.get(link)?.abort();
    }
    this.#begin();
  }

  #begin() {
    for (const link of this.#waiting) {
      if (this.#making.size >= AT_ONCE) return;
      const film = link.classList.contains("film");
      if (film && [...this.#making.keys()].some((other) => other.classList.contains("film"))) continue;
      this.#waiting.delete(link);
      this.#make(link, film ? filmThumbnail : pictureThumbnail);
    }
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {typeof pictureThumbnail} from
   */
  async #make(link, from) {
    const making = new AbortController();
    this.#making.set(link, making);
    try {
      const picture = document.createElement("img");
      picture.alt = "";
      picture.className = "thumbnail";
      picture.src = await from(ownAddress(link.getAttribute("href") ?? ""), making.signal);
      if (!making.signal.aborted) this.#keep(link, picture);
    } catch {
      // It stays as it is: with a symbol
      if (!making.signal.aborted) this.#without.add(link);
    }
    this.#making.delete(link);
    this.#begin();
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {HTMLImageElement} picture
   */
  #keep(link, picture) {
    link.prepend(picture);
    this.#made.set(link, picture);
    if (this.#made.size <= KEPT) return;
    const [[oldest, old]] = this.#made;
    this.#made.delete(oldest);
    old.remove();
    // When it comes into sight again it is made again
    this.#near.unobserve(oldest);
    this.#near.observe(oldest);
  }
}
