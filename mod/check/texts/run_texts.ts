import type { NetErrorCode } from "../../net/errors/net_error.ts";
import type { Text } from "../../i18n/text.ts";

/** Why rules are skipped once the server is gone. */
export const GONE: Text = {
  en: "the server accepts no more connections",
  fr: "le serveur n'accepte plus de connexions",
};

/** Why a rule is skipped that would only say the same again. */
export function needs(rule: string): Text {
  return {
    en: `not tried, because ${rule} is broken and this would only say so again`,
    fr: `pas essayée : ${rule} est enfreinte, et celle-ci ne ferait que le redire`,
  };
}

/** What is said of a rule that breaks with a cause that was told already. */
export function sameReason(rule: string): Text {
  return { en: `breaks for the same reason as ${rule}`, fr: `enfreinte pour la même raison que ${rule}` };
}

/** What is said of a rule whose answer is missing, or cut off, as that of one before it. */
export function sameWay(rule: string): Text {
  return {
    en: `breaks in the same way as ${rule}: perhaps for the same reason`,
    fr: `enfreinte de la même façon que ${rule} : peut-être pour la même raison`,
  };
}

/** The same of a rule that shows why. */
export function sameWayWhy(rule: string, why: string): Text {
  return {
    en: `breaks in the same way as ${rule}, and shows why: ${why}`,
    fr: `enfreinte de la même façon que ${rule}, et montre pourquoi : ${why}`,
  };
}

/** Why a rule is skipped that could hurt a server. */
export const ONLY_OURS: Text = {
  en: "only tried on a server that is started with --run",
  fr: "n'est essayé que sur un serveur lancé avec --run",
};

/** Why nobody could connect. */
export const REFUSALS: Readonly<Record<NetErrorCode, Text>> = {
  host_not_found: { en: "host not found", fr: "hôte inconnu" },
  connection_refused: { en: "connection refused", fr: "connexion refusée" },
  connection_timed_out: { en: "connection timed out", fr: "délai de connexion dépassé" },
  unreachable: { en: "host unreachable", fr: "machine inaccessible" },
  address_in_use: { en: "address in use", fr: "adresse déjà utilisée" },
  address_not_available: { en: "address not available", fr: "adresse indisponible" },
  permission_denied: { en: "permission denied", fr: "permission refusée" },
  connection_failed: { en: "connection failed", fr: "échec de la connexion" },
  listen_failed: { en: "cannot listen", fr: "impossible d'écouter" },
};

/** The texts for somebody who starts a client by hand. */
export const CLIENT_TARGET_TEXTS = {
  type: (typed: string): Text => ({
    en: `Start your client now and type: ${typed}`,
    fr: `Lancez maintenant votre client et tapez : ${typed}`,
  }),
  typeMore: (typed: string): Text => ({ en: `Type: ${typed}`, fr: `Tapez : ${typed}` }),
  ctrlD: {
    en: "Press {end-key} in your client now",
    fr: "Appuyez maintenant sur {end-key} dans votre client",
  },
  noClient: (seconds: number): Text => ({
    en: `no client has come within ${seconds} s`,
    fr: `aucun client n'est venu en ${seconds} s`,
  }),
  clientsOf: (port: number): Text => ({ en: `clients of port ${port}`, fr: `les clients du port ${port}` }),
};
