import { inPageLanguage } from "./language.js";
import { ownAddress } from "./own_address.js";

const TEXTS = inPageLanguage({
  en: { unreachable: "the server cannot be reached" },
  fr: { unreachable: "le serveur est injoignable" },
});

/** What undoes a change; undefined: nothing does. @typedef {(() => Promise<unknown>) | undefined} Undo */

/**
 * Makes a folder in the one that is shown.
 *
 * @param {string} name
 */
export async function makeFolder(name) {
  await ask("MKCOL", place(name), {});
}

/**
 * Moves or renames, and replaces nothing.
 *
 * @param {string} from relative to the folder that is shown
 * @param {string} to in the same way
 * @returns {Promise<Undo>}
 */
export async function move(from, to) {
  await moveOne(from, to);
  return () => moveOne(to, from);
}

/**
 * Below which path a proxy shows us, only the way from one place to the other does not depend on.
 *
 * @param {string} from
 * @param {string} to
 */
function moveOne(from, to) {
  return ask("MOVE", from, { destination: wayTo(ownAddress(from), ownAddress(to)), overwrite: "F" });
}

/**
 * @param {string} from an address
 * @param {string} to an address of the same server
 * @returns {string} the second, relative to the first
 */
function wayTo(from, to) {
  const [here, there] = [from, to].map((each) => new URL(each).pathname.split("/"));
  if (here === undefined || there === undefined) return to;
  here.pop();
  let same = 0;
  while (same < here.length && same < there.length - 1 && here[same] === there[same]) same++;
  return ("../".repeat(here.length - same) || "./") + there.slice(same).join("/");
}

/**
 * Deletes.
 *
 * @param {string} file relative to the folder that is shown
 * @returns {Promise<Undo>}
 */
export async function remove(file) {
  const response = await ask("DELETE", file, {});
  const undo = response.headers.get("undo");
  return undo === null ? undefined : () => ask("POST", new URL(undo, ownAddress(file)).href, {});
}

/**
 * The place of a name in the folder that is shown: `./name`, which leads there below any path.
 *
 * @param {string} name
 */
export function place(name) {
  return "./" + encodeURIComponent(name);
}

/**
 * @param {string} method
 * @param {string} where
 * @param {Record<string, string>} headers
 */
async function ask(method, where, headers) {
  const response = await fetch(ownAddress(where), { method, headers }).catch(() => undefined);
  if (response === undefined) throw new Error(TEXTS.unreachable);
  if (!response.ok) throw new Error((await response.text()).trim().replace(/\.$/, ""));
  return response;
}
