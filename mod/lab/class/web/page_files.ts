import { asset } from "../../../http/page/asset.ts";
import { BASE_STYLE, DIALOG_STYLE } from "../../../http/page/base_style.ts";
import { escapeHtml } from "../../../http/page/escape_html.ts";
import { type PageLanguage, pageLanguage } from "../../../http/page/page_language.ts";
import { joinedModules, scriptModules } from "../../../http/page/script_modules.ts";
import type { Field } from "../../../http/wire/http_error.ts";
import { bytesBody, type HttpReply, type HttpRequest } from "../../../http/wire/message.ts";
import { CLASS_PAGE_TEXTS } from "./page_texts.ts";

/** Nothing but this server's own files and live line may be loaded, and no other page may frame it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const MODULES = scriptModules([
  ["language.js", asset("../../../http/assets/listing/language.js", import.meta.url)],
  ["element.js", asset("./assets/element.js", import.meta.url)],
  ["times.js", asset("./assets/times.js", import.meta.url)],
  ["live_line.js", asset("./assets/live_line.js", import.meta.url)],
  ["report_view.js", asset("./assets/report_view.js", import.meta.url)],
  ["board_model.js", asset("./assets/board_model.js", import.meta.url)],
  ["teacher_texts.js", asset("./assets/teacher_texts.js", import.meta.url)],
  ["board_view.js", asset("./assets/board_view.js", import.meta.url)],
  ["student_dialog.js", asset("./assets/student_dialog.js", import.meta.url)],
  ["teacher.js", asset("./assets/teacher.js", import.meta.url)],
  ["student_texts.js", asset("./assets/student_texts.js", import.meta.url)],
  ["student_view.js", asset("./assets/student_view.js", import.meta.url)],
  ["hand_in_form.js", asset("./assets/hand_in_form.js", import.meta.url)],
  ["student.js", asset("./assets/student.js", import.meta.url)],
]);

const STYLE = BASE_STYLE + DIALOG_STYLE + asset("./assets/class.css", import.meta.url);
const PAGES = {
  welcome: asset("./assets/welcome.html", import.meta.url),
  student: asset("./assets/student.html", import.meta.url),
  sign_in: asset("./assets/sign_in.html", import.meta.url),
  teacher: asset("./assets/teacher.html", import.meta.url),
};
const FILES: Readonly<Record<string, readonly [type: string, text: string]>> = {
  "/class.css": ["text/css", STYLE],
  "/teacher.js": ["text/javascript", joinedModules(MODULES, ["teacher.js"])],
  "/student.js": ["text/javascript", joinedModules(MODULES, ["student.js"])],
};

/** The pages of a class and what they are made of. */
export interface PageFiles {
  /** A style or a script; undefined when there is none at that path. */
  file(path: string): HttpReply | undefined;
  /**
   * A page in the reader's language.
   *
   * @param values for places in the page besides its texts
   */
  page(
    name: keyof typeof PAGES,
    request: HttpRequest,
    values: Readonly<Record<string, string>>,
    reply?: { readonly status?: number; readonly fields?: readonly Field[] },
  ): HttpReply;
}

/** @param language for browsers that ask for none of ours */
export function pageFiles(language: PageLanguage): PageFiles {
  return {
    file(path) {
      const found = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
      if (found === undefined) return undefined;
      const [type, text] = found;
      return { status: 200, fields: fieldsOf(type), body: bytesBody(new TextEncoder().encode(text)) };
    },
    page(name, request, values, { status = 200, fields = [] } = {}) {
      const told = pageLanguage(request.fields, language);
      const texts = { ...CLASS_PAGE_TEXTS[told], language: told };
      const html = PAGES[name].replace(/\{\{\s*(\w+)\s*\}\}/g, (_, place: string) => {
        const text = texts[place as keyof typeof texts] ?? escapeHtml(values[place] ?? "");
        return text;
      });
      return {
        status,
        fields: [...fieldsOf("text/html"), ["vary", "Accept-Language"], ...fields],
        body: bytesBody(new TextEncoder().encode(html)),
      };
    },
  };
}

function fieldsOf(type: string): Field[] {
  return [
    ["content-type", `${type}; charset=utf-8`],
    ["content-security-policy", POLICY],
    ["cache-control", "no-cache"],
  ];
}
