import { asset } from "./asset.ts";
import { joinedModules } from "./joined_modules.ts";

/**
 * What the pages of a folder do. Everything works without it: sorting, searching and uploading go through the
 * server then.
 */
export const LISTING_SCRIPT: string = joinedModules([
  ["language.js", asset("../assets/listing/language.js", import.meta.url)],
  ["own_address.js", asset("../assets/listing/own_address.js", import.meta.url)],
  ["listing_rows.js", asset("../assets/listing/listing_rows.js", import.meta.url)],
  ["filter_while_typing.js", asset("../assets/listing/filter_while_typing.js", import.meta.url)],
  ["local_times.js", asset("../assets/listing/local_times.js", import.meta.url)],
  ["tus_upload.js", asset("../assets/listing/tus_upload.js", import.meta.url)],
  ["transfer_list.js", asset("../assets/listing/transfer_list.js", import.meta.url)],
  ["upload_form.js", asset("../assets/listing/upload_form.js", import.meta.url)],
  ["main.js", asset("../assets/listing/main.js", import.meta.url)],
]);
