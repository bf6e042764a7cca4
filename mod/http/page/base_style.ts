import { asset } from "./asset.ts";

/** What every page of netlab looks like: its colours, light and dark, its buttons and cards. */
export const BASE_STYLE: string = asset("../assets/base.css", import.meta.url);

/** Besides, where a page asks something. */
export const DIALOG_STYLE: string = asset("../assets/dialog.css", import.meta.url);
