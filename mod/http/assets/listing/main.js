import { filterWhileTyping } from "./filter_while_typing.js";
import { whenListed } from "./listing_rows.js";
import { showLocalTimes } from "./local_times.js";
import { sendWithoutLeaving } from "./upload_form.js";

/** @type {HTMLInputElement | null} */
const searchField = document.querySelector("input[type=search]");
if (searchField) filterWhileTyping(searchField);
whenListed(showLocalTimes);
/** @type {HTMLFormElement | null} */
const uploadForm = document.querySelector(".drop");
if (uploadForm) sendWithoutLeaving(uploadForm);
