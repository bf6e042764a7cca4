import { asset } from "./asset.ts";
import { type PageFeature, pageFeatures } from "./page_features.ts";
import { joinedModules, scriptModules } from "./script_modules.ts";

/** The modules of the pages of a folder, each behind those that it imports. */
export const PAGE_MODULES = scriptModules([
  ["language.js", asset("../assets/listing/language.js", import.meta.url)],
  ["own_address.js", asset("../assets/listing/own_address.js", import.meta.url)],
  ["other_page.js", asset("../assets/listing/other_page.js", import.meta.url)],
  ["listing_rows.js", asset("../assets/listing/listing_rows.js", import.meta.url)],
  ["searchable.js", asset("../assets/listing/searchable.js", import.meta.url)],
  ["listed_files.js", asset("../assets/listing/listed_files.js", import.meta.url)],
  ["filter_while_typing.js", asset("../assets/listing/filter_while_typing.js", import.meta.url)],
  ["local_times.js", asset("../assets/listing/local_times.js", import.meta.url)],
  ["size_text.js", asset("../assets/listing/size_text.js", import.meta.url)],
  ["subfolder_search.js", asset("../assets/listing/subfolder_search.js", import.meta.url)],
  ["jpeg_preview.js", asset("../assets/listing/jpeg_preview.js", import.meta.url)],
  ["thumbnail.js", asset("../assets/listing/thumbnail.js", import.meta.url)],
  ["thumbnails.js", asset("../assets/listing/thumbnails.js", import.meta.url)],
  ["gallery.js", asset("../assets/listing/gallery.js", import.meta.url)],
  ["text_parts.js", asset("../assets/listing/text_parts.js", import.meta.url)],
  ["shown_file.js", asset("../assets/listing/shown_file.js", import.meta.url)],
  ["viewer.js", asset("../assets/listing/viewer.js", import.meta.url)],
  ["browse.js", asset("../assets/listing/browse.js", import.meta.url)],
  ["upload_row.js", asset("../assets/listing/upload_row.js", import.meta.url)],
  ["ask_dialog.js", asset("../assets/listing/ask_dialog.js", import.meta.url)],
  ["change_files.js", asset("../assets/listing/change_files.js", import.meta.url)],
  ["choose_folder.js", asset("../assets/listing/choose_folder.js", import.meta.url)],
  ["organize.js", asset("../assets/listing/organize.js", import.meta.url)],
  ["organize_here.js", asset("../assets/listing/organize_here.js", import.meta.url)],
  ["exchange.js", asset("../assets/listing/exchange.js", import.meta.url)],
  ["line_is_back.js", asset("../assets/listing/line_is_back.js", import.meta.url)],
  ["tus_upload.js", asset("../assets/listing/tus_upload.js", import.meta.url)],
  ["upload_memory.js", asset("../assets/listing/upload_memory.js", import.meta.url)],
  ["same_names.js", asset("../assets/listing/same_names.js", import.meta.url)],
  ["upload_texts.js", asset("../assets/listing/upload_texts.js", import.meta.url)],
  ["chosen_files.js", asset("../assets/listing/chosen_files.js", import.meta.url)],
  ["upload_queue.js", asset("../assets/listing/upload_queue.js", import.meta.url)],
  ["taken_names.js", asset("../assets/listing/taken_names.js", import.meta.url)],
  ["receipt.js", asset("../assets/listing/receipt.js", import.meta.url)],
  ["unfinished_uploads.js", asset("../assets/listing/unfinished_uploads.js", import.meta.url)],
  ["leaving.js", asset("../assets/listing/leaving.js", import.meta.url)],
  ["upload_summary.js", asset("../assets/listing/upload_summary.js", import.meta.url)],
  ["upload_form.js", asset("../assets/listing/upload_form.js", import.meta.url)],
  ["send_here.js", asset("../assets/listing/send_here.js", import.meta.url)],
]);

const BEGINS: Readonly<Record<PageFeature, string>> = {
  browse: "browse.js",
  organize: "organize_here.js",
  send: "send_here.js",
};

/**
 * What a page of a folder does. Everything works without it: sorting, searching and uploading go through the
 * server then.
 *
 * @returns empty for a page that is only read
 */
export const pageScript: (features: readonly PageFeature[]) => string = pageFeatures((features) =>
  features.length === 0 ? "" : joinedModules(PAGE_MODULES, features.map((feature) => BEGINS[feature]))
);
