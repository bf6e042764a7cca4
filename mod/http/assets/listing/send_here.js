import { sendWithoutLeaving } from "./upload_form.js";

/** @type {HTMLFormElement | null} */
const uploadForm = document.querySelector(".drop");
if (uploadForm) sendWithoutLeaving(uploadForm);
