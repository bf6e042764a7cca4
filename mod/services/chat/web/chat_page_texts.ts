import { escapeHtml } from "../../../http/page/escape_html.ts";
import type { PageLanguage } from "../../../http/page/page_language.ts";
import { toFrench } from "../../../i18n/french/to_french.ts";
import { translateMetavars } from "../../../i18n/translate_help.ts";
import { chatCommandUsages } from "../room/chat_command.ts";

const TEXTS: Readonly<Record<PageLanguage, Readonly<Record<string, string>>>> = {
  en: {
    offline: "not connected",
    talk: "What is said",
    earlier: "Show earlier messages",
    side: "The room",
    people: "Here",
    commands: "Commands",
    name: "Your name",
    password: "Password of the room",
    join: "Join",
    message: "Message",
    send: "Send",
    noscript: "This page talks over a WebSocket and needs JavaScript. <code>nc</code> does not.",
  },
  fr: {
    offline: "non connecté",
    talk: "Ce qui se dit",
    earlier: "Afficher les messages précédents",
    side: "Le salon",
    people: "Présents",
    commands: "Commandes",
    name: "Votre nom",
    password: "Mot de passe du salon",
    join: "Entrer",
    message: "Message",
    send: "Envoyer",
    noscript: "Cette page parle par une WebSocket et a besoin de JavaScript. <code>nc</code> s’en passe.",
  },
};

/** Commands for which the page has a better place. */
const ELSEWHERE = ["/all", "/help", "/history"];

/** The texts of `assets/chat.html`, by placeholder, as HTML; the script has its own texts. */
export function chatPageTexts(language: PageLanguage): Readonly<Record<string, string>> {
  const commands = chatCommandUsages().filter(({ usage }) => !ELSEWHERE.includes(usage.split(" ")[0]!));
  const items = commands.map(({ usage, help }) => {
    const [command, wants] = usage.split(" ");
    const shown = language === "fr" ? translateMetavars(usage, toFrench) : usage;
    const told = language === "fr" ? toFrench(help) : String(help);
    const isObeyedAtOnce = wants === undefined || wants.startsWith("[");
    return `<li><button type="button" data-command="${command}"${isObeyedAtOnce ? "" : ' data-wants=""'}>` +
      `<code>${escapeHtml(shown)}</code> <span>${escapeHtml(told)}</span></button></li>`;
  });
  return { ...TEXTS[language], commandList: items.join("\n") };
}
