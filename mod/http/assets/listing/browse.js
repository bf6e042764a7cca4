import { filterWhileTyping } from "./filter_while_typing.js";
import { offerGallery } from "./gallery.js";
import { whenListed } from "./listing_rows.js";
import { showLocalTimes } from "./local_times.js";
import { searchSubfolders } from "./subfolder_search.js";
import { viewFiles } from "./viewer.js";

/** @type {HTMLInputElement | null} */
const searchField = document.querySelector("input[type=search]");
if (searchField) {
  filterWhileTyping(searchField);
  searchSubfolders(searchField);
}
whenListed(showLocalTimes);
offerGallery();
viewFiles();
