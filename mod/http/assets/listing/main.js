import { filterWhileTyping } from "./filter_while_typing.js";
import { offerGallery } from "./gallery.js";
import { whenListed } from "./listing_rows.js";
import { showLocalTimes } from "./local_times.js";
import { organize } from "./organize.js";
import { searchSubfolders } from "./subfolder_search.js";
import { sendWithoutLeaving } from "./upload_form.js";
import { viewFiles } from "./viewer.js";

/** @type {HTMLInputElement | null} */
const searchField = document.querySelector("input[type=search]");
if (searchField) {
  filterWhileTyping(searchField);
  searchSubfolders(searchField);
}
whenListed(showLocalTimes);
if (document.querySelector("#files")) {
  offerGallery();
  viewFiles();
}
/** @type {HTMLElement | null} */
const organizing = document.querySelector(".organize");
if (organizing) organize(organizing);
/** @type {HTMLFormElement | null} */
const uploadForm = document.querySelector(".drop");
if (uploadForm) sendWithoutLeaving(uploadForm);
