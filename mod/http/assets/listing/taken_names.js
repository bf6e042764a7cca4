import { button } from "./upload_row.js";
import { TEXTS } from "./upload_texts.js";

/** @typedef {import("./upload_queue.js").Upload} Upload */
/** @typedef {import("./upload_queue.js").UploadQueue} UploadQueue */
/** @typedef {"rename" | "overwrite" | "skip"} Decision */

/** @type {[Decision, string][]} */
const DECISIONS = [["rename", TEXTS.keepBoth], ["overwrite", TEXTS.replace], ["skip", TEXTS.skip]];

/** Asks what is to happen when a name is taken: for one file, or for all the rest. */
export class TakenNames {
  #rest = document.createElement("div");

  /** @param {Element} list behind which the question for all the rest stands @param {boolean} mayReplace */
  constructor(list, mayReplace) {
    this.mayReplace = mayReplace;
    this.#rest.className = "rest";
    this.#rest.setAttribute("role", "group");
    this.#rest.setAttribute("aria-label", TEXTS.forRest);
    this.#rest.hidden = true;
    list.before(this.#rest);
  }

  /** @param {UploadQueue} queue @param {Upload} upload @param {string} why */
  ask(queue, upload, why) {
    const choices = this.#decisions(upload.existing).map(([decision, label]) => ({
      label,
      act: () => queue.decide(upload, decision),
    }));
    upload.row?.say(why, { state: "asks", choices });
  }

  /** The question for all the rest, as long as there is a rest. @param {UploadQueue} queue */
  show(queue) {
    const asking = queue.all.filter(({ state }) => state === "asks");
    const rest = asking.length > 1 || asking.length === 1 && queue.moving;
    if (rest && this.#rest.hidden) {
      const label = document.createElement("span");
      label.textContent = TEXTS.forRest;
      const buttons = this.#decisions("error").map(([decision, label]) =>
        button({ label, act: () => queue.decideAll(decision) })
      );
      this.#rest.replaceChildren(label, ...buttons);
    }
    this.#rest.hidden = !rest;
  }

  /** What did not help is not offered again. @param {string} tried */
  #decisions(tried) {
    return DECISIONS.filter(([decision]) =>
      decision !== tried && (this.mayReplace || decision !== "overwrite")
    );
  }
}
