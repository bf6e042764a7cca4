import { askDialog } from "./ask_dialog.js";
import { makeFolder, move, place, remove } from "./change_files.js";
import { chooseFolder } from "./choose_folder.js";
import { inPageLanguage } from "./language.js";
import { refreshListing, whenListed } from "./listing_rows.js";
import { named } from "./upload_row.js";

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
 * @property {string} noName
 * @property {string} slash
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
    noName: "A name is missing",
    slash: "A name has no slash (/) in it",
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
    noName: "Il manque un nom",
    slash: "Un nom ne contient pas de barre oblique (/)",
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
    said.className = "";
    said.replaceChildren(words);
    if (ways.length === 0) return;
    const undo = barButton(TEXTS.undo);
    undo.addEventListener("click", async () => {
      // The last change first: the others may depend on it
      const { failed } = await each(ways.reverse(), (way) => way());
      await done(TEXTS.undone, [], failed);
    });
    said.append(" ", undo);
  };
  /** @param {string} words @param {Undo[]} [undos] @param {string} [failed] why not all was done */
  const done = async (words, undos, failed) => {
    chosen.clear();
    await refreshListing();
    say(failed ?? words, undos);
    if (failed !== undefined) said.className = "problem";
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
    say("");
    if (await askName(TEXTS.newFolder, "", makeFolder)) await done("");
  });
  rename.addEventListener("click", async () => {
    const [file] = chosen;
    if (file === undefined) return;
    const before = decodeURIComponent(file.slice(2));
    say("");
    /** @type {Undo[]} */
    const undos = [];
    const sure = await askName(TEXTS.rename, before, async (name) => {
      if (name !== before) undos.push(await move(file, place(name)));
    });
    if (sure && undos.length > 0) await done(TEXTS.renamed, undos);
  });
  moveThem.addEventListener("click", async () => {
    say("");
    const files = [...chosen];
    const folder = await chooseFolder(files);
    if (folder === undefined || folder === "./") return;
    const { failed, undos } = await each(files, (file) => move(file, folder + file.slice(2)));
    await done(TEXTS.moved(undos.length), undos, failed);
  });
  removeThem.addEventListener("click", async () => {
    say("");
    const { failed, undos } = await each([...chosen], remove);
    await done(TEXTS.removed(undos.length), undos, failed);
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
    // What a finger finds is larger than the box.
    const around = document.createElement("label");
    around.className = "box";
    around.append(box);
    link.before(around);
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
      const { message } = /** @type {Error} */ (error);
      const failed = typeof item === "string" ? named(decodeURIComponent(item.slice(2)), message) : message;
      return { failed, undos };
    }
  }
  return { failed: undefined, undos };
}

/**
 * Asks for a name until one is found that can be given, or somebody gives up.
 *
 * @param {string} heading
 * @param {string} before
 * @param {(name: string) => Promise<void>} give
 * @returns {Promise<boolean>} whether it was given
 */
function askName(heading, before, give) {
  const input = document.createElement("input");
  input.value = before;
  input.required = true;
  input.autocomplete = "off";
  input.setAttribute("aria-label", TEXTS.name);
  input.autofocus = true;
  // The name without its extension is what mostly changes; before the first key is pressed.
  const stem = /^.+(?=\.)/.exec(before)?.[0] ?? before;
  input.addEventListener("focus", () => input.setSelectionRange(0, stem.length), { once: true });
  const attempt = async () => {
    const name = input.value.trim();
    if (name === "") throw new Error(TEXTS.noName);
    if (name.includes("/")) throw new Error(TEXTS.slash);
    await give(name);
  };
  return askDialog({ heading, content: [input], done: heading, cancel: TEXTS.cancel, attempt });
}

/** @param {string} text */
function barButton(text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = text;
  return button;
}
