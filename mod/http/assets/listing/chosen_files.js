/** A file that was chosen or dropped, with the folders in which it came. @typedef {{ file: File, path: string }} Chosen */

/** @param {HTMLInputElement} input @returns {Chosen[]} */
export function chosenFiles(input) {
  return [...input.files ?? []].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/**
 * What was dropped, folders with all that is in them.
 *
 * @param {DataTransfer} transfer of the event, which forgets it afterwards: everything is asked at once
 * @returns {Promise<Chosen[]>} a folder that cannot be looked into is a file that cannot be read
 */
export async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const folders = entries.filter((entry) => entry?.isDirectory);
  const names = folders.map((folder) => folder?.name);
  const files = [...transfer.files].filter((file) => !names.includes(file.name));
  const inFolders = await Promise.all(folders.map((folder) => filesIn(/** @type {any} */ (folder))));
  return [...files.map((file) => ({ file, path: file.name })), ...inFolders.flat()];
}

/** @param {FileSystemDirectoryEntry} folder @returns {Promise<Chosen[]>} */
async function filesIn(folder) {
  const entries = await entriesOf(folder).catch(() => null);
  if (entries === null) return [{ file: new Unreadable([], folder.name), path: pathOf(folder) }];
  const found = [];
  for (const entry of entries) {
    if (entry.isDirectory) found.push(...await filesIn(/** @type {FileSystemDirectoryEntry} */ (entry)));
    else found.push(await fileOf(/** @type {FileSystemFileEntry} */ (entry)));
  }
  return found;
}

/** They come a hundred at a time. @param {FileSystemDirectoryEntry} folder */
async function entriesOf(folder) {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    const some = await /** @type {Promise<FileSystemEntry[]>} */ (new Promise((resolve, reject) => {
      reader.readEntries(resolve, reject);
    }));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** @param {FileSystemEntry} entry */
function pathOf(entry) {
  return entry.fullPath.replace(/^\//, "");
}

/** @param {FileSystemFileEntry} entry @returns {Promise<Chosen>} */
function fileOf(entry) {
  const path = pathOf(entry);
  return new Promise((resolve) => {
    entry.file(
      (file) => resolve({ file, path }),
      () => resolve({ file: new Unreadable([], entry.name), path }),
    );
  });
}

/** It is listed, and refused with the reason. */
class Unreadable extends File {
  /** @override @returns {never} */
  slice() {
    throw new Error("unreadable");
  }
}
