import { inPageLanguage } from "../../../../http/assets/listing/language.js";

/** What the page says, apart from what is said in the room and what stands in the page itself. */
export const TEXTS = inPageLanguage({
  en: {
    /** @param {string} name */
    connected: (name) => "connected as " + name,
    connecting: "connecting…",
    offline: "not connected",
    silent: "the server does not answer",
    /** @param {number} seconds */
    again: (seconds) => "connection lost, trying again in " + seconds + " s",
    unreachable: "The server cannot be reached",
    kept: "You are not connected: your message is kept in the field",
    /** @param {string} name */
    otherTab: (name) => name + " is in the room in another tab of this browser",
    alone: "Nobody else is here yet",
    /** @param {string} names */
    withYou: (names) => "Here with you: " + names,
    /** @param {number} count */
    withManyOthers: (count) => count + " others are here",
    /** @param {string} name */
    joined: (name) => name + " joined",
    /** @param {string} name */
    left: (name) => name + " left",
    /** @param {string} name @param {string} by */
    kicked: (name, by) => name + " was shown out by " + by,
    /** @param {string} from @param {string} to */
    renamed: (from, to) => from + " is now " + to,
    /** @param {string} from @param {string} text */
    topicSet: (from, text) => text === "" ? from + " took the topic away" : from + " set the topic: " + text,
    /** @param {string} text */
    topicIs: (text) => text === "" ? "There is no topic" : "The topic is: " + text,
    wantsPassword: "This room wants its password",
    wrongPassword: "That is not the password",
    /** @param {number} seconds */
    tooManyPasswords: (seconds) => "Too many wrong passwords: try again in " + seconds + " s",
    /** @param {string} names */
    members: (names) => "Here: " + names,
    /** @param {string} names */
    lost: (names) => "Out of reach: " + names,
    /** @param {number} count */
    manyLost: (count) => count + " people are out of reach",
    /** @param {string} names */
    found: (names) => "Within reach again: " + names,
    /** @param {number} count */
    manyFound: (count) => count + " people are within reach again",
    /** @param {string} name @param {string} before */
    was: (name, before) => name + " (was " + before + ")",
    /** @param {number} count */
    missed: (count) => "You missed " + count + (count === 1 ? " line" : " lines"),
    /** @param {number} count */
    missedAtMost: (count) => "You missed " + count + (count === 1 ? " line" : " lines") + " at most",
    gap: "What was said here before the room began anew may be missing",
    earlier: "Show earlier messages",
    /** @param {string} name */
    you: (name) => name + " (you)",
    /** @param {string} name */
    writeTo: (name) => "Write to " + name + " alone",
    /** @param {number} count */
    people: (count) => count + " here",
    /** @param {number} count */
    newer: (count) => count === 0 ? "Newest" : count + " new",
    /** @param {number} count */
    said: (count) => count + " new messages",
    sending: "sending…",
    unsure: "the connection was lost: not known yet whether it was said",
    unsent: "not said: the connection was lost",
    perhaps: "the room has begun anew: nobody can tell whether it was said",
    perhapsRefused: "perhaps not said: the answer was missed",
    refusedTooLong: "not said: it is too long",
    notStored: "not said: the room cannot keep it",
    sayAgain: "Say it again",
    edit: "Edit",
    discard: "Discard",
    /** @param {number} bytes @param {number} most */
    tooLong: (bytes, most) =>
      "Your message is " + bytes + (bytes === 1 ? " byte" : " bytes") + " too long: " + most +
      " are the most",
    send: "Send",
    /** @param {number} lines */
    sendLines: (lines) => "Send " + lines + " lines",
    /** @param {number} lines */
    pasted: (lines) => "You have pasted " + lines + " lines",
    /** @param {number} lines */
    asLines: (lines) => "Say them as " + lines + " messages",
    asOne: "Say them as one",
    editFirst: "Edit them first",
  },
  fr: {
    connected: (name) => "connecté en tant que " + name,
    connecting: "connexion en cours…",
    offline: "non connecté",
    silent: "le serveur ne répond pas",
    again: (seconds) => "connexion perdue, nouvel essai dans " + seconds + " s",
    unreachable: "Le serveur est injoignable",
    kept: "Vous n’êtes pas connecté : votre message reste dans le champ",
    otherTab: (name) => name + " est dans le salon dans un autre onglet de ce navigateur",
    alone: "Il n’y a encore personne d’autre",
    withYou: (names) => "Avec vous : " + names,
    withManyOthers: (count) => count + " autres personnes sont là",
    joined: (name) => name + " est arrivé",
    left: (name) => name + " est parti",
    kicked: (name, by) => name + " a été exclu par " + by,
    renamed: (from, to) => from + " s’appelle maintenant " + to,
    topicSet: (from, text) =>
      text === "" ? from + " a enlevé le sujet" : from + " a donné le sujet : " + text,
    topicIs: (text) => text === "" ? "Il n’y a pas de sujet" : "Le sujet est : " + text,
    wantsPassword: "Ce salon demande son mot de passe",
    wrongPassword: "Ce n’est pas le mot de passe",
    tooManyPasswords: (seconds) => "Trop de mots de passe erronés : réessayez dans " + seconds + " s",
    members: (names) => "Présents : " + names,
    lost: (names) => "Injoignables : " + names,
    manyLost: (count) => count + " personnes sont injoignables",
    found: (names) => "De nouveau joignables : " + names,
    manyFound: (count) => count + " personnes sont de nouveau joignables",
    was: (name, before) => name + " (auparavant " + before + ")",
    missed: (count) => "Vous avez manqué " + count + (count > 1 ? " lignes" : " ligne"),
    missedAtMost: (count) => "Vous avez manqué au plus " + count + (count > 1 ? " lignes" : " ligne"),
    gap: "Il peut manquer ici ce qui s’est dit avant que le salon recommence",
    earlier: "Afficher les messages précédents",
    you: (name) => name + " (vous)",
    writeTo: (name) => "Écrire à " + name + " seulement",
    people: (count) => count + (count > 1 ? " présents" : " présent"),
    newer: (count) => count === 0 ? "Le plus récent" : count + (count > 1 ? " nouveaux" : " nouveau"),
    said: (count) => count + " nouveaux messages",
    sending: "envoi…",
    unsure: "connexion perdue : on ne sait pas encore si cela a été dit",
    unsent: "pas dit : la connexion a été perdue",
    perhaps: "le salon a recommencé : personne ne sait si cela a été dit",
    perhapsRefused: "peut-être pas dit : la réponse a été manquée",
    refusedTooLong: "pas dit : c’est trop long",
    notStored: "pas dit : le salon ne peut pas le conserver",
    sayAgain: "Redire",
    edit: "Modifier",
    discard: "Abandonner",
    tooLong: (bytes, most) =>
      "Votre message est trop long de " + bytes + (bytes > 1 ? " octets" : " octet") + " : " + most +
      " au plus",
    send: "Envoyer",
    sendLines: (lines) => "Envoyer " + lines + " lignes",
    pasted: (lines) => "Vous avez collé " + lines + " lignes",
    asLines: (lines) => "Les dire en " + lines + " messages",
    asOne: "Les dire en un seul",
    editFirst: "Les modifier d’abord",
  },
});
