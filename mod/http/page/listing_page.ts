import { format as formatBytes } from "@std/fmt/bytes";
import { encodePath } from "../files/decode_path.ts";
import type { Entry } from "../files/file_tree.ts";
import { escapeHtml } from "./escape_html.ts";
import type { ListingView, SortKey } from "./listing.ts";
import { uploadForm } from "./upload_form.ts";
import { htmlPage } from "./html_page.ts";

/** What a listing page shows. */
export interface ListingPage {
  /** The folder, as names below the root. */
  readonly names: readonly string[];
  /** Arranged already. */
  readonly entries: readonly Entry[];
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
 */
export function listingPage(page: ListingPage, nonce: string): string {
  const folder = page.names.at(-1) ?? page.title;
  return htmlPage(
    folder,
    `<h1><nav aria-label="Folders">${breadcrumbs(page)}</nav></h1>
<p class="count">${summary(page.entries)} <span id="shown" role="status"></span></p>
<div class="bar">${searchForm(page.view)}${archiveLinks(page)}</div>
${page.upload ? uploadForm(false) : ""}<div class="card" id="files">${table(page)}</div>
${
      page.readme === undefined
        ? ""
        : `<article class="card readme" aria-label="README">${page.readme}</article>`
    }`,
    nonce,
  );
}

function breadcrumbs({ names, title }: ListingPage): string {
  const root = names.length === 0
    ? `<span aria-current="page">${escapeHtml(title)}</span>`
    : `<a href="/">${escapeHtml(title)}</a>`;
  const crumbs = names.map((name, at) =>
    at === names.length - 1
      ? `<span aria-current="page">${escapeHtml(name)}</span>`
      : `<a href="${escapeHtml(encodePath(names.slice(0, at + 1), true))}">${escapeHtml(name)}</a>`
  );
  return [root, ...crumbs].join('<span class="sep" aria-hidden="true">/</span>');
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

function table(page: ListingPage): string {
  if (page.entries.length === 0) {
    return `<p class="empty">${page.view.search ? "Nothing found" : "Nothing here yet"}</p>`;
  }
  const head = `<th scope="col"${ariaSort(page.view, "name")}>${sortLink(page.view, "name", "Name")}</th>` +
    `<th scope="col" class="size"${ariaSort(page.view, "size")}>${sortLink(page.view, "size", "Size")}</th>` +
    `<th scope="col" class="date"${ariaSort(page.view, "date")}>${
      sortLink(page.view, "date", "Changed")
    }</th>`;
  const rows = page.entries.map((entry) => row(page.names, entry)).join("\n");
  return `<table><caption class="visually-hidden">Files and folders</caption>` +
    `<thead><tr>${head}</tr></thead>\n<tbody>\n${rows}\n</tbody></table>`;
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

function row(names: readonly string[], entry: Entry): string {
  const folder = entry.kind === "folder";
  const href = escapeHtml(encodePath([...names, entry.name], folder));
  const size = folder ? "" : formatBytes(entry.size);
  const date = new Date(entry.modified).toISOString();
  const time = `<time datetime="${date}">${date.slice(0, 16).replace("T", " ")}</time>`;
  const note = `<span class="note">${folder ? "" : `${size} · `}${time}</span>`;
  return `<tr data-name="${escapeHtml(entry.name)}"><td class="name"><a href="${href}">` +
    `${folder ? FOLDER_ICON : FILE_ICON}<span><bdi>${escapeHtml(entry.name)}</bdi>${
      folder ? "/" : ""
    }${note}</span></a></td>` +
    `<td class="size">${size}</td><td class="date">${time}</td></tr>`;
}

const FOLDER_ICON =
  `<svg class="folder" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 6.5a1.5 1.5 0 0 1 1.5-1.5h4.6l2 2.5h8.4A1.5 1.5 0 0 1 21 9v8.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5z"/></svg>`;
const FILE_ICON =
  `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 3h8l4.5 4.5V20a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM14 3v4.5h4.5"/></svg>`;
