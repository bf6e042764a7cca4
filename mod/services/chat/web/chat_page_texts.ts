import type { PageLanguage } from "../../../http/page/page_language.ts";

/** The texts of `assets/chat.html`, by placeholder, as HTML; the script has its own texts. */
export const CHAT_PAGE_TEXTS: Readonly<Record<PageLanguage, Readonly<Record<string, string>>>> = {
  en: {
    offline: "not connected",
    talk: "What is said",
    people: "Here",
    name: "Your name",
    join: "Join",
    message: "Message",
    send: "Send",
    noscript: "This page talks over a WebSocket and needs JavaScript. <code>nc</code> does not.",
  },
  fr: {
    offline: "non connecté",
    talk: "Ce qui se dit",
    people: "Présents",
    name: "Votre nom",
    join: "Entrer",
    message: "Message",
    send: "Envoyer",
    noscript: "Cette page parle par une WebSocket et a besoin de JavaScript. <code>nc</code> s’en passe.",
  },
};
