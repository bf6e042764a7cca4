import { asset } from "./asset.ts";
import { BASE_STYLE, DIALOG_STYLE } from "./base_style.ts";
import { type PageFeature, pageFeatures } from "./page_features.ts";

/** No fonts, no images, nothing from other servers; dark if the reader's system is dark. */
const EVERY_PAGE = BASE_STYLE + asset("../assets/page.css", import.meta.url);

const STYLES: Readonly<Record<PageFeature, string>> = {
  browse: asset("../assets/gallery.css", import.meta.url) + asset("../assets/viewer.css", import.meta.url),
  organize: DIALOG_STYLE + asset("../assets/organize.css", import.meta.url),
  send: asset("../assets/uploads.css", import.meta.url),
};

/** How a page of a folder looks. */
export const pageStyle: (features: readonly PageFeature[]) => string = pageFeatures((features) =>
  EVERY_PAGE + features.map((feature) => STYLES[feature]).join("")
);
