import { inPageLanguage } from "./language.js";

/**
 * What is said of uploads.
 *
 * @typedef {object} UploadTexts
 * @property {string} queued
 * @property {string} starting
 * @property {(percent: number, size: string) => string} progress
 * @property {string} line
 * @property {string} received
 * @property {(name: string) => string} receivedAs
 * @property {string} skipped
 * @property {(percent: number) => string} aside
 * @property {string} notBegun
 * @property {(done: number, all: number) => string} count
 * @property {(refused: number) => string} refused
 * @property {string} nothingSent
 * @property {string} chooseFolder
 * @property {string} chooseAgain
 * @property {string} forget
 * @property {string} cancel
 * @property {string} again
 * @property {string} keepBoth
 * @property {string} replace
 * @property {string} skip
 * @property {string} forRest
 * @property {string} keepReceipt
 * @property {string} receipt
 * @property {string} unreadable
 */

/** @type {UploadTexts} */
const ENGLISH = {
  queued: "waiting",
  starting: "starting",
  progress: (percent, size) => percent + " % of " + size,
  line: "waiting for the connection; it goes on by itself",
  received: "received",
  receivedAs: (name) => "received as " + name,
  skipped: "skipped",
  aside: (percent) => percent + " % sent; choose it again to go on",
  notBegun: "not sent yet; choose it again",
  count: (done, all) => done + " of " + all + " received",
  refused: (refused) => refused + " not taken",
  nothingSent: "nothing was sent",
  chooseFolder: "Choose a folder",
  chooseAgain: "Choose it again",
  forget: "Forget",
  cancel: "Cancel",
  again: "Try again",
  keepBoth: "Keep both",
  replace: "Replace",
  skip: "Skip",
  forRest: "For all the rest:",
  keepReceipt: "Keep the receipt",
  receipt: "Receipt",
  unreadable: "it cannot be read",
};

/** @type {UploadTexts} */
const FRENCH = {
  queued: "en attente",
  starting: "début de l’envoi",
  progress: (percent, size) => percent + "\u00a0% de " + size,
  line: "en attente de la connexion\u00a0; l’envoi reprendra tout seul",
  received: "reçu",
  receivedAs: (name) => "reçu sous le nom " + name,
  skipped: "ignoré",
  aside: (percent) => "envoyé à " + percent + "\u00a0%\u00a0; choisissez\u2011le à nouveau pour continuer",
  notBegun: "pas encore envoyé\u00a0; choisissez\u2011le à nouveau",
  count: (done, all) => (done > 1 ? done + " reçus sur " : done + " reçu sur ") + all,
  refused: (refused) => refused > 1 ? refused + " refusés" : refused + " refusé",
  nothingSent: "rien n’a été envoyé",
  chooseFolder: "Choisir un dossier",
  chooseAgain: "Le choisir à nouveau",
  forget: "Oublier",
  cancel: "Annuler",
  again: "Réessayer",
  keepBoth: "Garder les deux",
  replace: "Remplacer",
  skip: "Ignorer",
  forRest: "Pour tous les autres\u00a0:",
  keepReceipt: "Garder le reçu",
  receipt: "Reçu",
  unreadable: "il est illisible",
};

export const TEXTS = inPageLanguage({ en: ENGLISH, fr: FRENCH });
