import { askDialog } from "./ask_dialog.js";
import { inPageLanguage } from "./language.js";
import { ownAddress } from "./own_address.js";

const TEXTS = inPageLanguage({
  en: {
    heading: "Move to which folder?",
    here: "Move here",
    cancel: "Cancel",
    above: "folder above",
    none: "no folders in it",
    root: "the first folder",
  },
  fr: {
    heading: "Déplacer vers quel dossier ?",
    here: "Déplacer ici",
    cancel: "Annuler",
    above: "dossier parent",
    none: "aucun dossier dedans",
    root: "le premier dossier",
  },
});

/**
 * Lets somebody go through the folders, from the one that is shown.
 *
 * @param {readonly string[]} moved what is to be moved, relative to the folder that is shown: nothing goes into
 *   itself
 * @returns {Promise<string | undefined>} the chosen one, relative to the folder that is shown, such as `../other/`
 */
export async function chooseFolder(moved) {
  const crumbs = [...document.querySelectorAll("h1 nav > :not(.sep)")].map((crumb) =>
    crumb.textContent ?? ""
  );
  /** @type {string[]} */
  const down = [];
  let up = 0;
  const list = document.createElement("ul");
  list.className = "folders";
  const where = document.createElement("p");
  where.setAttribute("role", "status");
  const show = async () => {
    const here = [...crumbs.slice(0, crumbs.length - up), ...down];
    where.textContent = here.join(" / ") || TEXTS.root;
    const names = await foldersIn(relative(up, down));
    list.replaceChildren();
    if (down.length > 0 || up < crumbs.length - 1) {
      list.append(entry("↑ " + TEXTS.above, () => down.length > 0 ? void down.pop() : void up++, show));
    }
    const free = names.filter((name) => !moved.includes(relative(up, [...down, name]).replace(/\/$/, "")));
    for (const name of free) list.append(entry(name, () => void down.push(name), show));
    if (free.length === 0) {
      list.append(Object.assign(document.createElement("li"), { textContent: TEXTS.none }));
    }
  };
  show();
  const content = [where, list];
  const sure = await askDialog({ heading: TEXTS.heading, content, done: TEXTS.here, cancel: TEXTS.cancel });
  return sure ? relative(up, down) : undefined;
}

/**
 * @param {number} up
 * @param {readonly string[]} down
 */
function relative(up, down) {
  return ("../".repeat(up) || "./") + down.map((name) => encodeURIComponent(name) + "/").join("");
}

/** @param {string} folder */
async function foldersIn(folder) {
  const response = await fetch(ownAddress(folder + "?json")).catch(() => undefined);
  if (!response?.ok) return [];
  /** @type {{ entries: { name: string, type: string }[] }} */
  const { entries } = await response.json();
  return entries.filter(({ type }) => type === "folder").map(({ name }) => name);
}

/**
 * @param {string} text
 * @param {() => void} go
 * @param {() => void} show
 */
function entry(text, go, show) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", () => {
    go();
    show();
  });
  const item = document.createElement("li");
  item.append(button);
  return item;
}
