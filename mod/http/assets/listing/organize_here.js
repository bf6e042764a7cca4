import { organize } from "./organize.js";

/** @type {HTMLElement | null} */
const organizing = document.querySelector(".organize");
if (organizing) organize(organizing);
