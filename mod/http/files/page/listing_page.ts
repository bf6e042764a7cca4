import { format as formatBytes } from "@std/fmt/bytes";
import { encodeName } from "../decode_path.ts";
import type { Entry } from "../../../fs/served_folder.ts";
import { escapeHtml } from "../../page/escape_html.ts";
import type { ListingView, SortKey } from "./listing.ts";
import { uploadForm } from "./upload_form.ts";
import { htmlFrame } from "../../page/html_page.ts";

/** What a listing page shows. */
export interface ListingPage {
  /** The folder, as names below the root. */
  readonly names: readonly string[];
  /** Arranged already. */
  readonly entries: readonly Entry[];
  /** A {@linkcode listingRow} for each of them. */
  readonly rows: Iterable<string>;
  readonly view: ListingView;
  /** A form for uploads is shown. */
  readonly upload: boolean;
  /** HTML that is safe to show. */
  readonly readme: string | undefined;
  /** The root's name in the breadcrumbs. */
  readonly title: string;
}

/**
 * The page of a folder. It works without its script, with a keyboard, with a screen reader and on a phone.
 *
 * @param nonce lets the page's own style and script through its security policy
 * @returns it in pieces: there may be a hundred thousand rows
 */
export function* listingPage(page: ListingPage, nonce: string): Generator<string> {
  const [before, after] = htmlFrame(page.names.at(-1) ?? page.title, nonce);
  yield `${before}<h1><nav aria-label="Folders">${breadcrumbs(page)}</nav></h1>
<p class="count">${summary(page.entries)} <span id="shown" role="status"></span></p>
<div class="bar">${searchForm(page.view)}${archiveLinks(page)}</div>
${page.upload ? uploadForm(false) : ""}<div class="card" id="files">`;
  yield* table(page);
  yield "</div>\n";
  if (page.readme !== undefined) {
    yield `<article class="card readme" aria-label="README">${page.readme}</article>`;
  }
  yield after;
}

/** All links are relative, so that they hold under whatever path a proxy shows us. */
function breadcrumbs({ names, title }: ListingPage): string {
  const crumbs = [title, ...names].map((name, at) => {
    const up = "../".repeat(names.length - at);
    return up === ""
      ? `<span aria-current="page">${escapeHtml(name)}</span>`
      : `<a href="${up}">${escapeHtml(name)}</a>`;
  });
  return crumbs.join('<span class="sep" aria-hidden="true">/</span>');
}

function summary(entries: readonly Entry[]): string {
  const files = entries.filter((entry) => entry.kind === "file");
  const folders = entries.length - files.length;
  const parts = [
    ...(folders > 0 ? [`${folders} ${folders === 1 ? "folder" : "folders"}`] : []),
    `${files.length} ${files.length === 1 ? "file" : "files"}`,
    ...(files.length > 0 ? [formatBytes(files.reduce((sum, file) => sum + file.size, 0))] : []),
  ];
  return parts.join(", ");
}

function searchForm({ search, sort, descending }: ListingView): string {
  return `<form role="search"><label class="visually-hidden" for="q">Search this folder</label>` +
    `<input type="search" id="q" name="q" placeholder="Search" autocomplete="off" value="${
      escapeHtml(search)
    }">` +
    `<input type="hidden" name="sort" value="${sort}">` +
    `<input type="hidden" name="order" value="${descending ? "desc" : "asc"}"></form>`;
}

function archiveLinks({ entries }: ListingPage): string {
  if (entries.length === 0) return "";
  return `<a class="button" href="?zip" download>Download all <span aria-hidden="true">(zip)</span></a>` +
    `<a class="button" href="?tar" download>tar</a>`;
}

function* table(page: ListingPage): Generator<string> {
  if (page.entries.length === 0) {
    return yield `<p class="empty">${page.view.search ? "Nothing found" : "Nothing here yet"}</p>`;
  }
  const head = `<th scope="col"${ariaSort(page.view, "name")}>${sortLink(page.view, "name", "Name")}</th>` +
    `<th scope="col" class="size"${ariaSort(page.view, "size")}>${sortLink(page.view, "size", "Size")}</th>` +
    `<th scope="col" class="date"${ariaSort(page.view, "date")}>${
      sortLink(page.view, "date", "Changed")
    }</th>`;
  yield `<table><caption class="visually-hidden">Files and folders</caption>` +
    `<thead><tr>${head}</tr></thead>\n<tbody>\n`;
  yield* page.rows;
  yield "</tbody></table>";
}

function sortLink(view: ListingView, key: SortKey, label: string): string {
  // A second click turns the order round; sizes and dates begin with the largest and the latest.
  const descending = view.sort === key ? !view.descending : key !== "name";
  const query = new URLSearchParams({ sort: key, order: descending ? "desc" : "asc" });
  if (view.search) query.set("q", view.search);
  const arrow = view.sort === key ? (view.descending ? " ↓" : " ↑") : "";
  return `<a href="?${escapeHtml(query.toString())}">${label}<span aria-hidden="true">${arrow}</span></a>`;
}

function ariaSort(view: ListingView, key: SortKey): string {
  return view.sort === key ? ` aria-sort="${view.descending ? "descending" : "ascending"}"` : "";
}

/** A row of the table. As few bytes as will do: there may be a hundred thousand of them. What a row looks like is the style sheet's affair. */
export function listingRow({ name, kind, size, modified }: Entry): string {
  const folder = kind === "folder";
  const date = new Date(modified).toISOString().slice(0, 16);
  return `<tr><td><a${folder ? ' class="folder"' : ""} href="${encodeName(name)}${folder ? "/" : ""}">` +
    `<bdi>${escapeHtml(name)}</bdi></a></td><td class="size">` +
    `${folder ? "" : formatBytes(size)}</td><td class="date"><time datetime="${date}Z">${
      date.replace("T", " ")
    }</time></td></tr>`;
}
