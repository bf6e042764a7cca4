import { chosenFiles, droppedFiles } from "./chosen_files.js";
import { askBeforeLeaving } from "./leaving.js";
import { refreshListing } from "./listing_rows.js";
import { Receipt } from "./receipt.js";
import { TakenNames } from "./taken_names.js";
import { UnfinishedUploads } from "./unfinished_uploads.js";
import { UploadQueue } from "./upload_queue.js";
import { button, named } from "./upload_row.js";
import { UploadSummary } from "./upload_summary.js";
import { TEXTS } from "./upload_texts.js";

/** Of a thousand small files, not each is counted by itself, milliseconds. */
const SOON = 30;

/**
 * Files that are chosen or dropped are sent, and the page stays.
 *
 * @param {HTMLFormElement} form
 */
export function sendWithoutLeaving(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
  const list = /** @type {Element} */ (form.querySelector(".transfers"));
  const send = form.querySelector("button");
  if (send) send.hidden = true;
  const dropBox = form.classList.contains("big");
  const receipt = dropBox ? new Receipt(list) : undefined;
  const taken = new TakenNames(list, "replace" in form.dataset);
  const summary = new UploadSummary(list);
  let arrived = 0;
  /** @type {number | undefined} */
  let shown;
  const queue = new UploadQueue(list, dropBox, {
    asks: (upload, why) => {
      taken.ask(queue, upload, why);
      summary.announce(named(upload.path, why));
    },
    received: (upload, { sha256, at }) => {
      arrived++;
      const text = receipt?.add({ name: upload.path, size: upload.size, sha256, at });
      if (text !== undefined) upload.row?.add(text);
    },
    resumes: ({ key }) => unfinished.leave(key),
    changed: () => {
      shown ??= setTimeout(show, SOON);
    },
  });
  const show = () => {
    shown = undefined;
    taken.show(queue);
    summary.show(queue);
    if (queue.moving || arrived === 0) return;
    arrived = 0;
    if (!dropBox) refreshListing();
  };
  const unfinished = new UnfinishedUploads(list, queue, () => input.click());
  unfinished.show();
  askBeforeLeaving(queue);
  takeChosen(input, queue);
  offerFolders(input, queue);
  takeDropped(form, queue);
}

/** @param {HTMLInputElement} input @param {UploadQueue} queue */
function takeChosen(input, queue) {
  input.addEventListener("change", () => {
    queue.add(chosenFiles(input));
    input.value = "";
  });
}

/** Where a browser can choose a folder. @param {HTMLInputElement} input @param {UploadQueue} queue */
function offerFolders(input, queue) {
  if (!("webkitdirectory" in input)) return;
  const folders = document.createElement("input");
  folders.type = "file";
  folders.multiple = folders.webkitdirectory = folders.hidden = true;
  folders.setAttribute("aria-label", TEXTS.chooseFolder);
  takeChosen(folders, queue);
  input.after(button({ label: TEXTS.chooseFolder, act: () => folders.click() }), folders);
}

/** @param {HTMLFormElement} form @param {UploadQueue} queue */
function takeDropped(form, queue) {
  for (const type of ["dragenter", "dragover"]) {
    addEventListener(type, (event) => {
      if (!/** @type {DragEvent} */ (event).dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const type of ["dragleave", "drop"]) addEventListener(type, () => form.classList.remove("over"));
  addEventListener("drop", async (event) => {
    if (event.dataTransfer === null || event.dataTransfer.items.length === 0) return;
    event.preventDefault();
    queue.add(await droppedFiles(event.dataTransfer));
  });
}
