import { inPageLanguage } from "./language.js";
import { whenListed } from "./listing_rows.js";
import { Thumbnails } from "./thumbnails.js";

const TEXTS = inPageLanguage({
  en: { gallery: "Gallery" },
  fr: { gallery: "Galerie" },
});

/** Where the choice is remembered. */
const KEY = "netlab-files-view";

/** A button that shows the files as a gallery, with small pictures of them; the choice is remembered. */
export function offerGallery() {
  const thumbnails = new Thumbnails();
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = TEXTS.gallery;
  let gallery = remembered();
  const show = () => {
    button.hidden = document.querySelector("#files table") === null;
    button.setAttribute("aria-pressed", String(gallery));
    document.body.classList.toggle("gallery", gallery);
    thumbnails.show(gallery);
  };
  button.addEventListener("click", () => {
    gallery = !gallery;
    remember(gallery);
    show();
  });
  document.querySelector(".bar")?.append(button);
  whenListed(show);
}

/** A browser may forbid a page to remember anything. */
function remembered() {
  try {
    return localStorage.getItem(KEY) === "gallery";
  } catch {
    return false;
  }
}

/** @param {boolean} gallery */
function remember(gallery) {
  try {
    localStorage.setItem(KEY, gallery ? "gallery" : "list");
  } catch {
    // Then it holds for this page alone
  }
}
