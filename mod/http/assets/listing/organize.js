import { askDialog } from "./ask_dialog.js";
import { makeFolder, move, place, remove } from "./change_files.js";
import { chooseFolder } from "./choose_folder.js";
import { inPageLanguage } from "./language.js";
import { refreshListing, whenListed } from "./listing_rows.js";

/** @typedef {import("./change_files.js").Undo} Undo */
/**
 * @typedef {object} Texts
 * @property {string} organize
 * @property {string} newFolder
 * @property {string} rename
 * @property {string} move
 * @property {string} remove
 * @property {string} undo
 * @property {string} cancel
 * @property {string} name
 * @property {(name: string) => string} select
 * @property {(count: number) => string} removed
 * @property {(count: number) => string} moved
 * @property {string} renamed
 * @property {string} undone
 */

const TEXTS = inPageLanguage({
  en: /** @type {Texts} */ ({
    organize: "Organize",
    newFolder: "New folder",
    rename: "Rename",
    move: "Move",
    remove: "Delete",
    undo: "Undo",
    cancel: "Cancel",
    name: "Name",
    select: (name) => "Select " + name,
    removed: (count) => (count === 1 ? "1 item" : count + " items") + " deleted",
    moved: (count) => (count === 1 ? "1 item" : count + " items") + " moved",
    renamed: "renamed",
    undone: "undone",
  }),
  fr: /** @type {Texts} */ ({
    organize: "Organiser",
    newFolder: "Nouveau dossier",
    rename: "Renommer",
    move: "Déplacer",
    remove: "Supprimer",
    undo: "Annuler cette action",
    cancel: "Annuler",
    name: "Nom",
    select: (name) => "Choisir " + name,
    removed: (count) => count + (count > 1 ? " éléments supprimés" : " élément supprimé"),
    moved: (count) => count + (count > 1 ? " éléments déplacés" : " élément déplacé"),
    renamed: "renommé",
    undone: "action annulée",
  }),
});

/**
 * Makes folders, renames, moves and deletes what is chosen in the listing, and undoes it.
 *
 * @param {HTMLElement} bar where the buttons go
 */
export function organize(bar) {
  const toggle = barButton(TEXTS.organize);
  const tools = document.createElement("span");
  tools.className = "tools";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  /** @type {Set<string>} */
  const chosen = new Set();
  let on = false;

  /** @param {string} words @param {Undo[]} [undos] */
  const say = (words, undos = []) => {
    const ways = undos.filter((undo) => undo !== undefined);
    said.replaceChildren(words);
    if (ways.length === 0) return;
    const undo = barButton(TEXTS.undo);
    undo.addEventListener("click", async () => {
      // The last change first: the others may depend on it
      const { failed } = await each(ways.reverse(), (way) => way());
      await done(failed ?? TEXTS.undone);
    });
    said.append(" ", undo);
  };
  /** @param {string} words @param {Undo[]} [undos] */
  const done = async (words, undos) => {
    chosen.clear();
    await refreshListing();
    say(words, undos);
  };

  const create = barButton(TEXTS.newFolder);
  const rename = barButton(TEXTS.rename);
  const moveThem = barButton(TEXTS.move);
  const removeThem = barButton(TEXTS.remove);
  tools.append(create, rename, moveThem, removeThem);
  bar.append(toggle, tools, said);

  const show = () => {
    toggle.setAttribute("aria-pressed", String(on));
    tools.hidden = !on;
    document.body.classList.toggle("organizing", on);
    if (on) addBoxes(chosen, enable);
    enable();
  };
  const enable = () => {
    rename.disabled = chosen.size !== 1;
    moveThem.disabled = removeThem.disabled = chosen.size === 0;
  };
  toggle.addEventListener("click", () => {
    on = !on;
    show();
  });
  create.addEventListener("click", async () => {
    const name = await askName(TEXTS.newFolder, "");
    if (name !== undefined) await tryTo(() => makeFolder(name), say, () => done(""));
  });
  rename.addEventListener("click", async () => {
    const [file] = chosen;
    if (file === undefined) return;
    const before = decodeURIComponent(file.slice(2));
    const name = await askName(TEXTS.rename, before);
    if (name === undefined || name === before) return;
    await tryTo(() => move(file, place(name)), say, (undo) => done(TEXTS.renamed, [undo]));
  });
  moveThem.addEventListener("click", async () => {
    const files = [...chosen];
    const folder = await chooseFolder(files);
    if (folder === undefined || folder === "./") return;
    const { failed, undos } = await each(files, (file) => move(file, folder + file.slice(2)));
    await done(failed ?? TEXTS.moved(undos.length), undos);
  });
  removeThem.addEventListener("click", async () => {
    const { failed, undos } = await each([...chosen], remove);
    await done(failed ?? TEXTS.removed(undos.length), undos);
  });
  whenListed(show);
}

/**
 * A box for each row. Names and not rows are remembered: the rows may be shown anew.
 *
 * @param {Set<string>} chosen
 * @param {() => void} changed
 */
function addBoxes(chosen, changed) {
  const there = new Set();
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("#files tbody td:first-child > a");
  for (const link of links) {
    const file = "./" + (link.getAttribute("href") ?? "").replace(/^\.\//, "").replace(/\/$/, "");
    there.add(file);
    if (link.previousElementSibling !== null) continue;
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = chosen.has(file);
    box.setAttribute("aria-label", TEXTS.select(link.textContent ?? ""));
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(file);
      else chosen.delete(file);
      changed();
    });
    link.before(box);
  }
  for (const file of chosen) if (!there.has(file)) chosen.delete(file);
}

/**
 * One after the other, until one fails.
 *
 * @template Item
 * @param {Item[]} items
 * @param {(item: Item) => Promise<any>} change
 * @returns {Promise<{ failed: string | undefined, undos: Undo[] }>}
 */
async function each(items, change) {
  /** @type {Undo[]} */
  const undos = [];
  for (const item of items) {
    try {
      undos.push(await change(item));
    } catch (error) {
      const name = typeof item === "string" ? decodeURIComponent(item.slice(2)) + ": " : "";
      return { failed: name + /** @type {Error} */ (error).message, undos };
    }
  }
  return { failed: undefined, undos };
}

/**
 * @template Result
 * @param {() => Promise<Result>} change
 * @param {(words: string) => void} say
 * @param {(result: Result) => Promise<void>} then
 */
async function tryTo(change, say, then) {
  try {
    await then(await change());
  } catch (error) {
    say(/** @type {Error} */ (error).message);
  }
}

/**
 * @param {string} heading
 * @param {string} before
 * @returns {Promise<string | undefined>}
 */
async function askName(heading, before) {
  const input = document.createElement("input");
  input.value = before;
  input.required = true;
  input.autocomplete = "off";
  input.setAttribute("aria-label", TEXTS.name);
  input.autofocus = true;
  // The name without its extension is what mostly changes; before the first key is pressed.
  const stem = /^.+(?=\.)/.exec(before)?.[0] ?? before;
  input.addEventListener("focus", () => input.setSelectionRange(0, stem.length), { once: true });
  const sure = await askDialog({ heading, content: [input], done: heading, cancel: TEXTS.cancel });
  const name = input.value.trim();
  return sure && name !== "" ? name : undefined;
}

/** @param {string} text */
function barButton(text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = text;
  return button;
}
