import { sizeText } from "../../../i18n/number_text.ts";
import { encodeName } from "../decode_path.ts";
import type { Entry } from "../../../fs/served_folder.ts";
import { escapeHtml } from "../../page/escape_html.ts";
import type { ListingView, SortKey } from "./listing.ts";
import { accountBar, type PageAccount } from "./account_bar.ts";
import { type UploadForm, uploadForm } from "./upload_form.ts";
import type { PageFeature } from "../../page/page_features.ts";
import type { PageLanguage } from "../../page/page_language.ts";
import { PAGE_TEXTS, type PageTexts } from "../../page/page_texts.ts";
import { TimeTexts } from "../../semantics/time_texts.ts";
import { viewKind } from "../media/view_kind.ts";
import { htmlFrame } from "../../page/html_page.ts";

/** The contents of a listing page. */
export interface ListingPage {
  /** The folder, as names below the root. */
  readonly names: readonly string[];
  /** Arranged already. */
  readonly entries: readonly Entry[];
  /** The {@linkcode listingRows} of them. */
  readonly rows: Iterable<string>;
  readonly view: ListingView;
  /** The form for uploads, if one is shown. */
  readonly upload: UploadForm | undefined;
  /** What is here may be renamed, moved and deleted, by the page's script. */
  readonly manage: boolean;
  /** HTML that is safe to show. */
  readonly readme: string | undefined;
  /** The root's name in the breadcrumbs. */
  readonly title: string;
  /** Who looks at it. */
  readonly account?: PageAccount | undefined;
  readonly language: PageLanguage;
}

/**
 * The page of a folder. It works without its script, with a keyboard, with a screen reader and on a phone.
 *
 * @param nonce lets the page's own style and script through its security policy
 * @returns it in pieces: there may be a hundred thousand rows
 */
export function* listingPage(page: ListingPage, nonce: string): Generator<string> {
  const [before, after] = htmlFrame(page.names.at(-1) ?? page.title, nonce, page.language, {
    features: featuresOf(page),
  });
  const texts = PAGE_TEXTS[page.language];
  yield `${before}<h1><nav aria-label="${texts.folders}">${breadcrumbs(page)}</nav></h1>
${accountBar(page.account, texts)}<p class="count">${
    summary(page.entries, page.language)
  } <span id="shown" role="status"></span></p>
<div class="bar">${searchForm(page.view, texts)}${archiveButtons(page, texts)}</div>
${sortForm(page.view)}${page.manage ? ORGANIZE : ""}${
    page.upload ? uploadForm(page.upload, texts) : ""
  }<div class="card" id="files">`;
  yield* table(page, texts);
  yield "</div>\n";
  if (page.readme !== undefined) {
    yield `<article class="card readme" aria-label="README">${page.readme}</article>`;
  }
  yield after;
}

function featuresOf({ manage, upload }: ListingPage): PageFeature[] {
  return ["browse", ...(manage ? ["organize" as const] : []), ...(upload ? ["send" as const] : [])];
}

/** The script puts its buttons there. */
const ORGANIZE = '<div class="organize"></div>\n';

/** All links are relative, so they work under any path that a proxy gives us. */
function breadcrumbs({ names, title }: ListingPage): string {
  const crumbs = [title, ...names].map((name, at) => {
    const up = "../".repeat(names.length - at);
    return up === ""
      ? `<span aria-current="page">${escapeHtml(name)}</span>`
      : `<a href="${up}">${escapeHtml(name)}</a>`;
  });
  return crumbs.join('<span class="sep" aria-hidden="true">/</span>');
}

function summary(entries: readonly Entry[], language: PageLanguage): string {
  const texts = PAGE_TEXTS[language];
  let [files, size] = [0, 0];
  for (const entry of entries) {
    if (entry.kind !== "file") continue;
    files++;
    size += entry.size;
  }
  const folders = entries.length - files;
  const parts = [
    ...(folders > 0 ? [texts.folderCount(folders)] : []),
    texts.fileCount(files),
    ...(files > 0 ? [sizeText(size, language)] : []),
  ];
  return parts.join(", ");
}

function searchForm({ search, sort, descending }: ListingView, texts: PageTexts): string {
  return `<form role="search"><label class="visually-hidden" for="q">${texts.searchFolder}</label>` +
    `<input type="search" id="q" name="q" aria-keyshortcuts="/" placeholder="${texts.search}" autocomplete="off" value="${
      escapeHtml(search)
    }">` +
    `<input type="hidden" name="sort" value="${descending ? "-" : ""}${sort}"></form>`;
}

/**
 * Buttons, because programs that copy a site follow every link: they would fetch each folder once more in
 * each archive of a folder above it, and every page once more in each order.
 */
function archiveButtons({ entries }: ListingPage, texts: PageTexts): string {
  if (entries.length === 0) return "";
  return `<form class="archives"><button class="button" name="zip">${texts.downloadAll} <span aria-hidden="true">(zip)</span></button>` +
    `<button class="button" name="tar">tar</button></form>`;
}

/** What the buttons of the table's head belong to. */
function sortForm({ search }: ListingView): string {
  const kept = search === "" ? "" : `<input type="hidden" name="q" value="${escapeHtml(search)}">`;
  return `<form id="order" hidden>${kept}</form>`;
}

function* table(page: ListingPage, texts: PageTexts): Generator<string> {
  if (page.entries.length === 0) {
    return yield `<p class="empty">${nothing(page, texts)}</p>`;
  }
  const head =
    `<th scope="col"${ariaSort(page.view, "name")}>${sortButton(page.view, "name", texts.name)}</th>` +
    `<th scope="col" class="size"${ariaSort(page.view, "size")}>${
      sortButton(page.view, "size", texts.size)
    }</th>` +
    `<th scope="col" class="date"${ariaSort(page.view, "date")}>${
      sortButton(page.view, "date", texts.changed)
    }</th>`;
  yield `<table><caption class="visually-hidden">${texts.filesAndFolders}</caption>` +
    `<thead><tr>${head}</tr></thead>\n<tbody>\n`;
  yield* page.rows;
  yield "</tbody></table>";
}

/** Nothing is there, and a way back. */
function nothing({ view, names }: ListingPage, texts: PageTexts): string {
  if (view.search) return `${texts.nothingFound}. <a href="./">${texts.showAll}</a>`;
  return names.length === 0
    ? texts.nothingHere
    : `${texts.nothingHere}. <a href="../">${texts.folderAbove}</a>`;
}

function sortButton(view: ListingView, key: SortKey, label: string): string {
  // A second click reverses the order; sizes and dates begin with the largest and the latest.
  const descending = view.sort === key ? !view.descending : key !== "name";
  const arrow = view.sort === key ? (view.descending ? " ↓" : " ↑") : "";
  return `<button form="order" name="sort" value="${descending ? "-" : ""}${key}">` +
    `${label}<span aria-hidden="true">${arrow}</span></button>`;
}

function ariaSort(view: ListingView, key: SortKey): string {
  return view.sort === key ? ` aria-sort="${view.descending ? "descending" : "ascending"}"` : "";
}

/** The rows that are drawn together, or not at all while they are out of sight. */
const GROUP = 60;

/** The rows of the table, in groups. */
export function* listingRows(entries: readonly Entry[], language: PageLanguage): Generator<string> {
  const times = new TimeTexts();
  for (const [at, entry] of entries.entries()) {
    yield `${at > 0 && at % GROUP === 0 ? "</tbody><tbody>" : ""}${listingRow(entry, language, times)}\n`;
  }
}

/**
 * A row of the table. It uses as few bytes as possible, because there may be a hundred thousand
 * rows. The style sheet decides how it looks.
 */
export function listingRow(
  { name, kind, size, modified }: Entry,
  language: PageLanguage,
  times = new TimeTexts(),
): string {
  const folder = kind === "folder";
  const looks = folder ? "folder" : viewKind(name);
  const date = times.minute(modified);
  return `<tr><td><a${looks === undefined ? "" : ` class="${looks}"`} href="${encodeName(name)}${
    folder ? "/" : ""
  }">` +
    `<bdi>${escapeHtml(name)}</bdi></a></td><td class="size">` +
    `${folder ? "" : sizeText(size, language)}</td><td class="date"><time datetime="${date}Z">${
      date.replace("T", " ")
    }</time></td></tr>`;
}
